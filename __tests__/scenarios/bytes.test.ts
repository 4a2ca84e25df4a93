import { describe, expect, test } from '@jest/globals'
import { deployment, kustomization } from './manifests.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const BOM = '\ufeff'
const crlf = (text: string): string => text.replaceAll('\n', '\r\n')

const shapes: readonly (readonly [string, (text: string) => string])[] = [
  ['CRLF', crlf],
  ['a byte order mark', (text) => BOM + text],
  ['no newline at the end', (text) => text.trimEnd()],
  ['a byte order mark, CRLF, and no newline at the end', (text) => BOM + crlf(text).trimEnd()],
  ['mixed line ends', (text) => text.replace('\n', '\r\n')],
  ['blank lines at the end', (text) => `${text}\n\n  \n`],
  ['other scripts and emoji', (text) => `# 配置 – für Ωmega 🚀\n${text}# конец\n`],
  ['tabs and blanks behind values', (text) => text.replaceAll('\n', ' \t\n')]
]

describe('no byte but the version’s changes', () => {
  test.concurrent.each(shapes)('%s', async (_, shape) => {
    const [app, job] = ['app/kustomization.yaml', 'job/deployment.yaml']
    const { gitops, run } = await stage({
      [app]: Buffer.from(shape(kustomization('api:v1'))),
      [job]: Buffer.from(shape(deployment('api:v1')))
    })
    const { exitCode } = await run({ images: 'api:v2', manifests: 'app\njob' })
    expect(exitCode).toBe(0)
    expect(await gitops.bytes('main', app)).toEqual(Buffer.from(shape(kustomization('api:v2'))))
    expect(await gitops.bytes('main', job)).toEqual(Buffer.from(shape(deployment('api:v2'))))
  })
})

test.concurrent('an added entry has the line ends of its file', async () => {
  const { gitops, run } = await stage({ 'app/kustomization.yaml': BOM + crlf(kustomization('web:v1')) })
  await run({ images: 'api:v2', manifests: 'app', 'if-missing': 'add' })
  expect(await gitops.read('main', 'app/kustomization.yaml')).toBe(
    BOM + crlf(kustomization('web:v1', 'api:v2'))
  )
})

test.concurrent('a file beyond the 512,000 bytes at which the API cuts texts is written whole', async () => {
  const padding = `# ${'ä'.repeat(500)}\n`.repeat(600)
  const before = `${kustomization('api:v1')}${padding}# end`
  expect(Buffer.byteLength(before)).toBeGreaterThan(512_000)
  const { gitops, run } = await stage({ 'app/kustomization.yaml': before })
  const { exitCode } = await run({ images: 'api:v2', manifests: 'app' })
  expect(exitCode).toBe(0)
  const after = await gitops.bytes('main', 'app/kustomization.yaml')
  expect(after?.equals(Buffer.from(`${kustomization('api:v2')}${padding}# end`))).toBe(true)
})

test.concurrent('so is one with the image behind those bytes, in a directory of manifests', async () => {
  const padding = `# ${'x'.repeat(1000)}\n`.repeat(600)
  const { gitops, run } = await stage({ 'app/deployment.yaml': padding + deployment('api:v1') })
  const { exitCode } = await run({ images: 'api:v2', manifests: 'app' })
  expect(exitCode).toBe(0)
  expect(await gitops.read('main', 'app/deployment.yaml')).toBe(padding + deployment('api:v2'))
})
