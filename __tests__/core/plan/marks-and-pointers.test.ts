import { describe, expect, test } from '@jest/globals'
import { formatReference } from '../../../src/core/image/reference.ts'
import { parseImagesLine } from '../../../src/core/image/images-line.ts'
import { FORMAT_NAMES } from '../../../src/core/manifest/manifest.ts'
import { planUpdate } from '../../../src/core/plan/plan.ts'
import type { PlannedFile } from '../../../src/core/plan/planned-file.ts'
import { parseManifestLine } from '../../../src/core/selection/manifest-line.ts'

const file = (path: string, text: string, ...lines: readonly string[]): PlannedFile => ({
  path,
  text,
  named: true,
  executable: false,
  aims: lines.length === 0 ? [{}] : lines.map((line) => parseManifestLine(line).aim)
})

const plan = (files: readonly PlannedFile[], ...lines: readonly string[]) =>
  planUpdate(
    files,
    lines.map((line) => parseImagesLine(line, undefined)),
    { ifMissing: 'fail', formats: FORMAT_NAMES }
  )

const told = ({ changes }: ReturnType<typeof plan>) =>
  changes.map(({ place, format, from, to }) => [
    `${place.file}:${String(place.line)}`,
    format,
    formatReference(from),
    formatReference(to)
  ])

const FLUX = `apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: {name: web, namespace: apps}
spec: {image: ghcr.io/acme/web}
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: {name: web, namespace: apps}
spec: {imageRepositoryRef: {name: web}}
`

test('a marker is found by the image that the policies among the manifests tell', () => {
  const marked = 'version: v1 # {"$imagepolicy": "apps:web:tag"}\n'
  const planned = plan([file('app.yaml', marked), file('flux.yaml', FLUX)], 'ghcr.io/acme/web:v2')
  expect(planned.files.map(({ path, text }) => [path, text])).toEqual([
    ['app.yaml', marked.replace('v1', 'v2')]
  ])
  expect(told(planned)).toEqual([['app.yaml:1', 'flux-marker', 'ghcr.io/acme/web:v1', 'ghcr.io/acme/web:v2']])
})

test.each([
  ['of a chart', 'Chart.yaml', 'name: chart\nappVersion: v1\n', 'appVersion'],
  ['of a variable', 'a.yaml', 'env: [{name: version, value: v1}]\n', 'env.[name=version].value:tag'],
  ['of nothing', 'a.yaml', 'tag: v1\n', 'tag'],
  ['of a digest', 'a.yaml', 'name: x\ntag: v1\npin: ""\n', 'tag']
])(
  'a change of a tag alone tells the wanted name, not the one beside it: that %s',
  (_, path, text, field) => {
    const [change] = told(plan([file(path, text, `${path}#${field}`)], 'ghcr.io/acme/web:v2'))
    expect(change?.slice(1)).toEqual(['yaml-field', 'ghcr.io/acme/web:v1', 'ghcr.io/acme/web:v2'])
  }
)

test('a field that is said to hold a part, and holds a whole reference, stays one', () => {
  const pinned = `v1@sha256:${'a'.repeat(64)}`
  const rows: readonly (readonly [string, string, string, string])[] = [
    ['tag', 'x/y:v1', 'x/y:v2', 'x/y:v2'],
    ['tag', `x/y:${pinned}`, 'x/y:v2', 'x/y:v2'],
    ['tag', 'x/y', 'x/y:v2', 'x/y:v2'],
    ['name', 'x/y:v1', 'x/y=z/w:v2', 'z/w:v2'],
    ['digest', 'x/y:v1', `x/y:v2@${pinned.slice(3)}`, `x/y:v2@${pinned.slice(3)}`],
    ['tag', pinned, 'x/y:v2', 'v2'],
    ['tag', 'v1', 'x/y:v2', 'v2'],
    ['name', 'x/y', 'x/y=z/w:v2', 'z/w'],
    ['name', 'localhost:5000/y', 'x/y=z/w:v2', 'z/w'],
    ['digest', 'sha256:0', `x/y@${pinned.slice(3)}`, pinned.slice(3)],
    ['digest', pinned.slice(3), `x/y@sha256:${'b'.repeat(64)}`, `sha256:${'b'.repeat(64)}`]
  ]
  for (const [part, before, image, after] of rows) {
    const planned = plan([file('a.yaml', `a: ${before}\n`, `a.yaml#a:${part}`)], image)
    expect(planned.files[0]?.text).toBe(`a: ${after}\n`)
  }
})

describe('a value with a digest and no "/"', () => {
  const [old, fresh] = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`]
  const written = (text: string, pointer: string, image: string) =>
    plan([file('a.yaml', `${text}\n`, `a.yaml#${pointer}`)], image).files[0]?.text

  test.each(
    ['', ':tag', ':name', ':digest'].flatMap((part) => [
      [`image${part}`, `image: nginx@${old}`, 'nginx:1.2', 'image: nginx:1.2'],
      [`image${part}`, `image: nginx@${old}`, `nginx@${fresh}`, `image: nginx@${fresh}`],
      [`image${part}`, `image: nginx@${old}`, `nginx:1.2@${fresh}`, `image: nginx:1.2@${fresh}`],
      [`image${part}`, `image: nginx@${old}`, 'nginx=reg.io/nginx:*', `image: reg.io/nginx@${old}`],
      [`image${part}`, `image: redis@${old}`, 'nginx:1.2', 'image: redis:1.2'],
      [`a${part}`, `a: nginx@${old}`, 'reg.io/nginx:1.2', 'a: nginx:1.2'],
      [`a${part}`, `a: api:1.0.0@${old}`, `x/api@${fresh}`, `a: api@${fresh}`],
      [`version${part}`, `version: api@${old}`, 'x/api:1.2', 'version: api:1.2'],
      [`version${part}`, `version: web@${old}`, 'x/api=y/web:1.2', 'version: y/web:1.2']
    ])
  )('stays a reference where it is one: %s of %s with %s', (pointer, text, image, after) => {
    expect(written(text, pointer, image)).toBe(`${after}\n`)
  })

  test.each([
    ['image:tag', `image: 1.0.0@${old}`, 'x/api:1.1.0', 'image: 1.1.0'],
    ['a:tag', `a: main@${old}`, `x/api:next@${fresh}`, `a: next@${fresh}`],
    ['a:digest', `a: 1.0.0@${old}`, `x/api:1.1.0@${fresh}`, `a: 1.1.0@${fresh}`],
    ['version', `version: main@${old}`, `x/api:next@${fresh}`, `version: next@${fresh}`]
  ])('is a tag where it names no image: %s of %s with %s', (pointer, text, image, after) => {
    expect(written(text, pointer, image)).toBe(`${after}\n`)
  })

  test('names the image where it is said to hold the name', () => {
    expect(written(`a: redis@${old}`, 'a:name', 'x/api=y/api:1.2')).toBe('a: y/api:1.2\n')
    expect(written(`repository: redis@${old}`, 'repository:tag', 'x/api:1.2')).toBe('repository: redis:1.2\n')
  })

  test('names the image that its line is for', () => {
    const planned = plan([file('a.yaml', `a: api@${old}\n`, 'x/api=a.yaml#a:tag')], 'x/api:1.2')
    expect(planned.files[0]?.text).toBe('a: api:1.2\n')
  })

  test.each(['digest', 'name'])(
    'is not made a lone tag where it is a tag that is said to be a %s',
    (part) => {
      expect(() => written(`a: 1.0.0@${old}`, `a:${part}`, 'acme/api:1.1.0')).toThrow(
        expect.objectContaining({
          code: 'not-editable',
          message: `This place is pointed at as a ${part} and holds a tag with its digest, while "acme/api" is given a tag alone.`,
          hint: 'Point at it with ":tag", or give the digest too in "images".'
        })
      )
    }
  )
})

test('lines for one image and a line for all are told apart', () => {
  const text = 'web: {tag: v1}\napi: {tag: v1}\n'
  const lines = ['ghcr.io/acme/web=a.yaml#web.tag', 'api=a.yaml#api.tag']
  expect(plan([file('a.yaml', text, ...lines)], 'ghcr.io/acme/web:v2', 'api:v3').files[0]?.text).toBe(
    'web: {tag: v2}\napi: {tag: v3}\n'
  )
})

test('an image is missing when every line is for another', () => {
  const run = () => plan([file('a.yaml', 'web: {tag: v1}\n', 'web=a.yaml#web.tag')], 'web:v2', 'api:v3')
  expect(run).toThrow('No place in "a.yaml" names the image "api".')
})

test('a marker and the entry around it are one change, whoever asks', () => {
  const text = `images:
- name: web
  newTag: v1 # {"$imagepolicy": "apps:web:tag"}
`
  const files = [file('kustomization.yaml', text)]
  const change = [['kustomization.yaml:3', 'kustomization', 'web:v1', 'web:v2']]
  expect(told(plan(files, 'web:v2'))).toEqual(change)
  expect(told(plan(files, 'apps:web=*:v2'))).toEqual(change)
  expect(told(plan(files, 'web:v2', 'apps:web=*:v2'))).toEqual(change)
})

describe('a line for a policy', () => {
  const marked = (policy: string, version: string): string =>
    `kind: Deployment\nspec:\n  containers:\n  - image: ghcr.io/acme/api:${version} # {"$imagepolicy": "flux-system:${policy}"}\n`
  const files = [file('a.yaml', marked('api', 'v1')), file('b.yaml', marked('api-canary', 'v1'))]
  const line = (policy: string, version: string) => `flux-system:${policy}=ghcr.io/acme/api:${version}`

  test('is for what is marked with it, not for what has its image by another one', () => {
    const planned = plan(files, line('api-canary', 'v2'))
    expect(planned.files.map(({ path }) => path)).toEqual(['b.yaml'])
  })

  test('is told from that for another policy of the same image', () => {
    const planned = plan(files, line('api', 'v2'), line('api-canary', 'v3'))
    expect(planned.files.map(({ text }) => text)).toEqual([marked('api', 'v2'), marked('api-canary', 'v3')])
  })

  test('is an error where the policy is misspelt', () => {
    expect(() => plan(files, line('apii', 'v2'))).toThrow('names the image "flux-system:apii"')
  })

  test('is told as near by its name, where the value tells no image', () => {
    const hint = expect.stringContaining('Found there: apps:web (a.yaml:1:4).')
    const tag = file('a.yaml', 'a: v1 # {"$imagepolicy": "apps:web:tag"}\n')
    expect(() => plan([tag], 'apps:wep=web:v2')).toThrow(expect.objectContaining({ hint }))
  })
})

test('a version in a field that names another image is noticed, in one that has a mirror of it is not', () => {
  const notices = (name: string) =>
    plan([file('a.yaml', `a: ${name}:v1\n`, 'a.yaml#a')], 'ghcr.io/acme/web:v2').notices.map(
      ({ message }) => message
    )
  expect(notices('other/app')).toEqual([
    expect.stringContaining('This names other/app, not ghcr.io/acme/web')
  ])
  expect(notices('mirror.example/web')).toEqual([])
})
