import { describe, expect, test } from '@jest/globals'
import { UpdateError } from '../../../src/core/error.ts'
import type { Entry, EntryKind } from '../../../src/core/selection/entry.ts'
import { expandSelection } from '../../../src/core/selection/expand.ts'
import { parseSelection } from '../../../src/core/selection/selection.ts'
import { treeOf } from '../../../src/core/selection/tree.ts'

const FILES: Readonly<Record<string, EntryKind>> = {
  'README.md': 'file',
  '.github/workflows/build.yaml': 'file',
  'apps/api/base/deployment.yaml': 'file',
  'apps/api/base/kustomization.yaml': 'file',
  'apps/api/overlays/dev/kustomization.yml': 'file',
  'apps/api/overlays/prod/kustomization.yaml': 'executable',
  'apps/api/overlays/prod/patch.yaml': 'file',
  'apps/web/deploy.yml': 'file',
  'apps/web/notes.txt': 'file',
  'apps/web/nested/cron.yaml': 'file',
  'apps/.hidden/deploy.yaml': 'file',
  'apps/link.yaml': 'symlink',
  'vendor/charts': 'submodule',
  'twice/Kustomization': 'file',
  'twice/kustomization.yaml': 'file'
}

function entriesOf(files: Readonly<Record<string, EntryKind>>): readonly Entry[] {
  const directories = new Set<string>()
  for (const path of Object.keys(files)) {
    const segments = path.split('/').slice(0, -1)
    segments.forEach((_, index) => directories.add(segments.slice(0, index + 1).join('/')))
  }
  return [
    ...[...directories].map((path) => ({ path, kind: 'directory' as const })),
    ...Object.entries(files).map(([path, kind]) => ({ path, kind }))
  ]
}

const tree = treeOf(entriesOf(FILES), () => true)

function select(...lines: readonly string[]) {
  const fail = (_: number, why: string): never => {
    throw new Error(why)
  }
  const selection = parseSelection(lines, fail, { input: 'manifests' })
  return expandSelection(selection, tree).files
}

const paths = (...lines: readonly string[]): readonly string[] => select(...lines).map(({ path }) => path)

describe('which files a selection means', () => {
  test.each([
    ['a file', ['apps/web/deploy.yml'], ['apps/web/deploy.yml']],
    ['a file with "./" and "//"', ['./apps//web/deploy.yml'], ['apps/web/deploy.yml']],
    ['a file as Windows spells it', ['.\\apps\\web\\deploy.yml'], ['apps/web/deploy.yml']],
    [
      'a directory as Windows spells it',
      ['apps\\api\\overlays\\prod\\'],
      ['apps/api/overlays/prod/kustomization.yaml']
    ],
    ['a glob with separators of Windows', ['apps\\w*\\deploy.yml'], ['apps/web/deploy.yml']],
    [
      'an exclusion as Windows spells it',
      ['apps/web/*.yml', 'apps/web/nested/*.yaml', '!apps\\web\\nested'],
      ['apps/web/deploy.yml']
    ],
    [
      'a directory with a kustomization: that one',
      ['apps/api/overlays/prod/'],
      ['apps/api/overlays/prod/kustomization.yaml']
    ],
    [
      'a directory without: every YAML file beneath',
      ['apps/web'],
      ['apps/web/deploy.yml', 'apps/web/nested/cron.yaml']
    ],
    [
      'a glob over directories',
      ['apps/*/overlays/*'],
      ['apps/api/overlays/dev/kustomization.yml', 'apps/api/overlays/prod/kustomization.yaml']
    ],
    ['a glob over files', ['apps/web/*.yml'], ['apps/web/deploy.yml']],
    ['braces', ['apps/api/overlays/{dev,test}'], ['apps/api/overlays/dev/kustomization.yml']],
    [
      '** crosses directories',
      ['apps/**/kustomization.y*ml'],
      [
        'apps/api/base/kustomization.yaml',
        'apps/api/overlays/dev/kustomization.yml',
        'apps/api/overlays/prod/kustomization.yaml'
      ]
    ],
    ['! excludes a file', ['apps/web', '!apps/web/deploy.yml'], ['apps/web/nested/cron.yaml']],
    ['! excludes a directory', ['apps/web', '!apps/web/nested'], ['apps/web/deploy.yml']],
    [
      '! excludes a glob, wherever it stands',
      ['!**/dev', 'apps/api/overlays/*'],
      ['apps/api/overlays/prod/kustomization.yaml']
    ],
    ['names with a dot match', ['apps/.*/deploy.yaml'], ['apps/.hidden/deploy.yaml']],
    ['.github when named itself', ['.github/workflows'], ['.github/workflows/build.yaml']]
  ])('%s', (_, lines, expected) => {
    expect(paths(...lines)).toEqual(expected)
  })

  test('the whole repository leaves .github and links out', () => {
    const all = paths('.', '!twice')
    expect(all).toContain('apps/api/overlays/prod/patch.yaml')
    expect(all).not.toContain('.github/workflows/build.yaml')
    expect(all).not.toContain('apps/link.yaml')
    expect(all).not.toContain('README.md')
  })

  test('a file is named only by its own path, and keeps its executable bit', () => {
    expect(select('apps/api/overlays/prod/kustomization.yaml')).toEqual([
      {
        path: 'apps/api/overlays/prod/kustomization.yaml',
        executable: true,
        named: true,
        isNew: false,
        aims: [{}]
      }
    ])
    expect(select('apps/api/overlays/prod')[0]?.named).toBe(false)
  })
})

describe('what a line is after', () => {
  test.each([
    ['apps/web', [{}]],
    ['apps/web#a.b', [{ pointer: { field: 'a.b', part: 'whole' } }]],
    ['apps/web#a.[name=x=y].tag:tag', [{ pointer: { field: 'a.[name=x=y].tag', part: 'tag' } }]],
    ['ghcr.io/acme/web=apps/web', [{ image: 'ghcr.io/acme/web' }]],
    [
      'web = apps/web # a:b:digest',
      [{ image: 'web', pointer: { field: 'a:b', part: 'digest', image: 'web' } }]
    ]
  ])('%s', (line, aims) => {
    expect(select(line)[0]?.aims).toEqual(aims)
  })

  test('is kept for each line that selects the file', () => {
    expect(select('apps/web/deploy.yml', 'apps/web/*.yml#a', 'apps/web')[0]?.aims).toHaveLength(3)
  })

  test.each([
    ['apps/web#', /no field follows/],
    ['=apps/web', /no name stands before/],
    ['web=', /names no file/],
    ['#a.b', /names no file/]
  ])('%s is refused', (line, complaint) => {
    const told: string[] = []
    parseSelection([line], (_, why) => told.push(why), { input: 'manifests' })
    expect(told.join()).toMatch(complaint)
  })
})

describe('an override of an Argo CD source that is not there', () => {
  const expand = (line: string, mayCreate: boolean) =>
    expandSelection(
      parseSelection([line], () => undefined, { input: 'manifests', mayCreate }),
      tree
    ).files

  test('is made where that is asked for', () => {
    expect(expand('apps/api/.argocd-source-api.yaml', true)).toMatchObject([
      { path: 'apps/api/.argocd-source-api.yaml', named: true, isNew: true }
    ])
  })

  test('is an error where it is not, as is any other file', () => {
    expect(() => expand('apps/api/.argocd-source-api.yaml', false)).toThrow(/no file or directory/)
    expect(() => expand('apps/api/other.yaml', true)).toThrow(/no file or directory/)
  })
})

describe('what is not there is an error that helps', () => {
  test.each([
    ['apps/api/overlays/prd', 'missing-file', /"apps\/api\/overlays\/prod"/],
    ['apps/*/overlays/test', 'missing-file', /No YAML file matches/],
    ['apps/link.yaml', 'not-editable', /symbolic link.*name the file that it points to/],
    ['vendor/charts', 'not-editable', /submodule.*set "repository"/],
    ['twice', 'ambiguous-image', /several kustomizations/]
  ])('%s', (line, code, message) => {
    const thrown = (() => {
      try {
        select(line)
        return undefined
      } catch (error) {
        return error
      }
    })()
    expect(thrown).toBeInstanceOf(UpdateError)
    const { code: actual, message: text, hint } = thrown as UpdateError
    expect(actual).toBe(code)
    expect(`${text} ${hint ?? ''}`).toMatch(message)
  })

  test('everything excluded is an error too', () => {
    expect(() => select('apps/web', '!apps')).toThrow(/exclude every file/)
  })
})

describe('paths stay in the repository', () => {
  test.each([
    ['/etc/passwd', /absolute/],
    ['../other/deploy.yaml', /leaves the repository/],
    ['apps/../../x', /leaves the repository/],
    ['C:\\apps', /absolute/],
    ['.git/config', /\.git/],
    ['a\0b', /NUL/]
  ])('%s', (line, complaint) => {
    const told: string[] = []
    parseSelection([line], (_, why) => told.push(why), { input: 'manifests' })
    expect(told).toHaveLength(1)
    expect(told[0]).toMatch(complaint)
  })
})

describe('only what must be listed is listed', () => {
  const shallow = treeOf(
    [
      { path: 'apps', kind: 'directory' },
      { path: 'apps/api', kind: 'directory' }
    ],
    () => false
  )
  const expand = (line: string) =>
    expandSelection(
      parseSelection([line], () => undefined, { input: 'manifests' }),
      shallow
    )

  test('a directory whose contents are not known', () => {
    expect(expand('apps').unlisted).toEqual(['apps'])
  })

  test('a path that is not there: the whole tree tells what it may have meant', () => {
    expect(expand('apsp').unlisted).toEqual([''])
  })
})

test('a glob over very many directories looks at each entry a few times, not once for each of them', () => {
  const COUNT = 2_000
  let looks = 0
  const counted = (path: string, kind: EntryKind): Entry => ({
    get path() {
      looks += 1
      return path
    },
    kind
  })
  const entries = Array.from({ length: COUNT }, (_, index) => [
    counted(`apps/app-${index}`, 'directory'),
    counted(`apps/app-${index}/deployment.yaml`, 'file')
  ]).flat()
  const selection = parseSelection(['apps/**'], () => undefined, { input: 'manifests' })
  const { files } = expandSelection(
    selection,
    treeOf([{ path: 'apps', kind: 'directory' }, ...entries], () => true)
  )
  expect(files).toHaveLength(COUNT)
  expect(looks / entries.length).toBeLessThan(100)
})
