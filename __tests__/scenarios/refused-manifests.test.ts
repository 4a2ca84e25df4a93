import { describe, expect, test } from '@jest/globals'
import { annotationsIn } from '../runner/annotations.ts'
import { deployment, kustomization } from './manifests.ts'
import { refused } from './refused.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const files = {
  'apps/api/kustomization.yaml': kustomization('ghcr.io/acme/api:v1', 'ghcr.io/acme/web:v1'),
  'apps/api/deployment.yaml': deployment('ghcr.io/acme/api:v1'),
  'link.yaml': { symlink: 'apps/api/deployment.yaml' },
  vendored: { submodule: 'a'.repeat(40) },
  'empty/notes.md': 'nothing\n'
}
const inputs = { images: 'ghcr.io/acme/api:v2' }

describe('a file that is not there', () => {
  test.concurrent.each([
    ['apps/api/kustomisation.yaml', '"apps/api/kustomization.yaml"'],
    ['app/api', '"apps/api"'],
    ['api/deployment.yaml', '"apps/api/deployment.yaml"'],
    ['apps/API', '"apps/api"']
  ])('%s: did you mean %s?', async (manifests, near) => {
    const message = await refused(await stage(files), { ...inputs, manifests })
    expect(message).toContain(`"${manifests}"`)
    expect(message).toContain(near)
  })

  test.concurrent.each(['apps/*/prod', 'apps/**/*.json', 'empty', 'apps/api\n!apps/**'])(
    '%s selects nothing',
    async (manifests) => {
      const message = await refused(await stage(files), { ...inputs, manifests })
      expect(message).toContain('manifests')
    }
  )

  test.concurrent('one missing file among others keeps all of them from being written', async () => {
    const message = await refused(await stage(files), {
      ...inputs,
      manifests: 'apps/api\nnowhere/at/all.yaml'
    })
    expect(message).toContain('"nowhere/at/all.yaml"')
  })
})

describe('an image that no place names', () => {
  test.concurrent.each([
    ['registry.example/api:v2', 'ghcr.io/acme/api:v1'],
    ['ghcr.io/acme/appi:v2', 'ghcr.io/acme/api:v1'],
    ['ghcr.io/acme/wbe:v2', 'ghcr.io/acme/web:v1']
  ])('%s: it names %s, and where', async (images, near) => {
    const message = await refused(await stage(files), { images, manifests: 'apps/api' })
    expect(message).toContain(`"${images.replace(':v2', '')}"`)
    expect(message).toMatch(new RegExp(`${near} \\(apps/api/kustomization.yaml:\\d+:\\d+\\)`))
  })

  test.concurrent('several of them are told together', async () => {
    const images = 'one:v1\ntwo:v1\nghcr.io/acme/api:v2'
    const message = await refused(await stage(files), { images, manifests: 'apps/api' })
    expect(message).toContain('"one"')
    expect(message).toContain('"two"')
    expect(message).not.toContain('"ghcr.io/acme/api"')
  })
})

test.concurrent.each([
  ['a symbolic link', 'link.yaml', /"link.yaml" is a symbolic link/],
  ['a submodule', 'vendored', /"vendored" is a submodule/],
  ['the target of a link is not written through a directory either', 'apps/api\nlink.yaml', /symbolic link/]
])('%s', async (_, manifests, reason) => {
  expect(await refused(await stage(files), { ...inputs, manifests })).toMatch(reason)
})

test.concurrent.each(['*', '.'])('links and submodules are passed over by %s', async (manifests) => {
  const { gitops, run } = await stage(files)
  const { exitCode } = await run({ ...inputs, manifests: `${manifests}\napps/api` })
  expect(exitCode).toBe(0)
  expect(await gitops.mode('main', 'link.yaml')).toBe('120000')
  expect(await gitops.mode('main', 'vendored')).toBe('160000')
})

test.concurrent('a file that does not parse: its place, and the line with a caret', async () => {
  const broken = 'kind: Deployment\nspec:\n  image: "ghcr.io/acme/api:v1\n  other: [1\n'
  const on = await stage({ 'app/broken.yaml': broken })
  const { log } = await on.run({ ...inputs, manifests: 'app/broken.yaml' })
  const [error] = annotationsIn(log)
  expect(error).toMatchObject({ level: 'error', properties: { file: 'app/broken.yaml' } })
  const place = `app/broken.yaml:${error?.properties['line'] ?? ''}:${error?.properties['col'] ?? ''}`
  expect(error?.message).toMatch(/app\/broken\.yaml:[1-9]\d*:[1-9]\d*: /)
  expect(error?.message).toContain(place)
  expect(error?.message).toMatch(/\n *\^/)
  await refused(on, { ...inputs, manifests: 'app' })
})

const template =
  'spec:\n  containers:\n    - image: ghcr.io/acme/api:{{ .Values.tag }}\n{{- if .x }}\n    - a: b\n{{- end }}\n'

test.concurrent('the source of a template inside a glob is left alone with a notice', async () => {
  const { gitops, run } = await stage({ ...files, 'chart/templates/deployment.yaml': template })
  const { exitCode, log } = await run({ ...inputs, manifests: 'apps/api\nchart/**' })
  expect(exitCode).toBe(0)
  expect(await gitops.read('main', 'chart/templates/deployment.yaml')).toBe(template)
  const notices = annotationsIn(log).filter(
    ({ properties }) => properties['file']?.startsWith('chart/') === true
  )
  expect(notices).toMatchObject([{ level: 'notice', message: expect.stringMatching(/template/) }])
})

test.concurrent('the source of a template that is named itself is an error with its place', async () => {
  const on = await stage({ 'chart/templates/deployment.yaml': template })
  const message = await refused(on, { ...inputs, manifests: 'chart/templates/deployment.yaml' })
  expect(message).toMatch(/chart\/templates\/deployment\.yaml:\d+:\d+: .*template/)
})

describe('a file that is not UTF-8', () => {
  const latin = Buffer.from(`# caf\xe9\n${deployment('ghcr.io/acme/api:v1')}`, 'latin1')

  test.concurrent('is an error when it is named', async () => {
    const on = await stage({ 'app/old.yaml': latin })
    const message = await refused(on, { ...inputs, manifests: 'app/old.yaml' })
    expect(message).toContain('UTF-8')
  })

  test.concurrent('is left alone with a notice otherwise', async () => {
    const { gitops, run } = await stage({
      'app/old.yaml': latin,
      'app/new.yaml': deployment('ghcr.io/acme/api:v1')
    })
    const { exitCode, log } = await run({ ...inputs, manifests: 'app' })
    expect(exitCode).toBe(0)
    expect(await gitops.bytes('main', 'app/old.yaml')).toEqual(latin)
    expect(log).toMatch(/^::notice file=app\/old\.yaml/m)
  })
})

test.concurrent('a directory with two kustomizations', async () => {
  const on = await stage({
    'a/kustomization.yaml': kustomization('x:v1'),
    'a/Kustomization': kustomization('x:v1')
  })
  const message = await refused(on, { images: 'x:v2', manifests: 'a' })
  expect(message).toContain('"a/kustomization.yaml" and "a/Kustomization"')
})
