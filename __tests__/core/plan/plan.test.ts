import { describe, expect, test } from '@jest/globals'
import { UpdateError } from '../../../src/core/error.ts'
import { formatReference } from '../../../src/core/image/reference.ts'
import { parseImagesLine } from '../../../src/core/image/images-line.ts'
import { FORMAT_NAMES } from '../../../src/core/manifest/manifest.ts'
import { planUpdate, type IfMissing } from '../../../src/core/plan/plan.ts'
import { wantedReferences } from '../../../src/core/plan/wanted-references.ts'
import type { PlannedFile } from '../../../src/core/plan/planned-file.ts'

const KUSTOMIZATION = 'apps/api/kustomization.yaml'

const file = (path: string, text: string | undefined, named = false): PlannedFile => ({
  path,
  text,
  named,
  executable: false,
  aims: [{}]
})

const kustomization = (text: string): PlannedFile => file(KUSTOMIZATION, text)
const workload = (path: string, image: string): PlannedFile =>
  file(path, `kind: Pod\nspec:\n  containers:\n    - image: ${image}\n`)

const wanted = (...lines: readonly string[]) => lines.map((line) => parseImagesLine(line, undefined))

const plan = (files: readonly PlannedFile[], lines: readonly string[], ifMissing: IfMissing = 'fail') =>
  planUpdate(files, wanted(...lines), { ifMissing, formats: FORMAT_NAMES })

function failure(run: () => unknown): UpdateError {
  try {
    run()
  } catch (error) {
    if (error instanceof UpdateError) return error
    throw error
  }
  throw new Error('Nothing was thrown.')
}

describe('a plan', () => {
  test('holds the changes of all files, and only the files that differ', () => {
    const { changes, files } = plan(
      [workload('a.yaml', 'app:v1'), workload('b.yaml', 'app:v2'), workload('c.yaml', 'app:v1')],
      ['app:v2']
    )
    expect(
      changes.map(({ place, from, to }) => [place.file, formatReference(from), formatReference(to)])
    ).toEqual([
      ['a.yaml', 'app:v1', 'app:v2'],
      ['c.yaml', 'app:v1', 'app:v2']
    ])
    expect(files.map(({ path }) => path)).toEqual(['a.yaml', 'c.yaml'])
  })

  test('is empty when every image is as wanted', () => {
    expect(plan([workload('a.yaml', 'app:v2')], ['app:v2'])).toMatchObject({ changes: [], files: [] })
  })

  test('does not read files that cannot name an image', () => {
    const broken = file('broken.yaml', 'key: [unclosed\n')
    expect(plan([broken, workload('a.yaml', 'app:v1')], ['app:v2']).files).toHaveLength(1)
  })
})

describe('an image that no place names', () => {
  const files = [workload('a.yaml', 'ghcr.io/acme/api:v1'), kustomization('resources: [../base]\n')]

  test('is an error that shows near misses with file and line', () => {
    const { code, message, hint } = failure(() => plan(files, ['acme/api:v2']))
    expect(code).toBe('missing-image')
    expect(message).toMatch(/"acme\/api"/)
    expect(hint).toMatch(/ghcr\.io\/acme\/api:v1 \(a\.yaml:4:14\)/)
  })

  test('is told once for all that are missing', () => {
    const { message } = failure(() => plan(files, ['one:v1', 'two:v1']))
    expect(message).toMatch(/"one"[^]*"two"/)
  })

  test('passes with if-missing: ignore', () => {
    const { missing, files: changed } = plan(files, ['other:v1', 'ghcr.io/acme/api:v2'], 'ignore')
    expect(missing.map(({ name }) => name)).toEqual(['other'])
    expect(changed).toHaveLength(1)
  })

  test('is added to the kustomizations with if-missing: add, beside the updates of the same run', () => {
    const { files: changed, changes } = plan(files, ['other:v1', 'ghcr.io/acme/api:v2'], 'add')
    expect(changed.find(({ path }) => path === KUSTOMIZATION)?.text).toBe(
      'resources: [../base]\nimages:\n- name: other\n  newTag: v1\n'
    )
    expect(changes).toHaveLength(2)
  })

  test('is added to an override of an Argo CD source where there is no kustomization', () => {
    const override = file('apps/api/.argocd-source-api.yaml', 'kustomize:\n  images:\n  - api:v1\n')
    const { files: changed } = plan([override], ['other:v1', 'api:v2'], 'add')
    expect(changed.map(({ text }) => text)).toEqual(['kustomize:\n  images:\n  - api:v2\n  - other:v1\n'])
    expect(plan([...files, override], ['other:v1'], 'add').files.map(({ path }) => path)).toEqual([
      KUSTOMIZATION
    ])
  })

  test('cannot be added where there is no kustomization', () => {
    const { code } = failure(() => plan([workload('a.yaml', 'app:v1')], ['other:v1'], 'add'))
    expect(code).toBe('missing-image')
  })
})

describe('a file that is no manifest', () => {
  const template = '{{ if .Values.on }}\nimage: app:v1\n{{ end }}\n'
  const good = workload('a.yaml', 'app:v1')

  test('is left alone with a notice when it was only matched', () => {
    const { notices, files } = plan([good, file('t.yaml', template)], ['app:v2'])
    expect(files.map(({ path }) => path)).toEqual(['a.yaml'])
    expect(notices).toEqual([expect.objectContaining({ place: { file: 't.yaml', line: 1, column: 1 } })])
  })

  test('is an error when it is named itself', () => {
    expect(failure(() => plan([good, file('t.yaml', template, true)], ['app:v2'])).code).toBe('templated')
  })

  test('is an error with place and caret when it names the image and does not parse', () => {
    const { code, place, excerpt } = failure(() =>
      plan([good, file('broken.yaml', 'image: app:v1\nkey: [unclosed\n')], ['app:v2'])
    )
    expect(code).toBe('not-parsed')
    expect(place?.file).toBe('broken.yaml')
    expect(excerpt).toMatch(/\^/)
  })

  test('that is not UTF-8 is left alone, or refused when named', () => {
    expect(plan([good, file('b.yaml', undefined)], ['app:v2']).notices).toHaveLength(1)
    expect(failure(() => plan([file('b.yaml', undefined, true)], ['app:v2'])).code).toBe('not-editable')
  })
})

describe('the references that are wanted', () => {
  test('carry the names of the places that changed', () => {
    const lines = wanted('api=*:v2', 'web:v3')
    const files = [
      kustomization('images:\n- name: api\n  newName: ghcr.io/acme/api\n  newTag: v1\n- name: web\n')
    ]
    const planned = planUpdate(files, lines, { ifMissing: 'fail', formats: FORMAT_NAMES })
    expect(wantedReferences(lines, planned)).toEqual(['ghcr.io/acme/api:v2', 'web:v3'])
  })

  test.each([
    ['in a first run and in a second', 'v1', ['api:v2']],
    ['when nothing changes', 'v2', ['api=*:v2']],
    ['where a line only keeps what is there', 'v2', ['api=*']],
    ['once, however often a place is addressed', 'v1', ['api:v2', 'ghcr.io/acme/api:v2']]
  ])('are those that the places hold: %s', (_, tag, lines) => {
    const text = `images:\n- name: api\n  newName: ghcr.io/acme/api\n  newTag: ${tag}\n`
    const planned = plan([kustomization(text)], lines)
    const again = plan([kustomization(planned.files[0]?.text ?? text)], lines)
    for (const one of [planned, again])
      expect(wantedReferences(wanted(...lines), one)).toEqual(['ghcr.io/acme/api:v2'])
  })
})
