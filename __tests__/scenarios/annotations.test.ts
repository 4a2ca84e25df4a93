import { describe, expect, test } from '@jest/globals'
import { annotationsIn, type Annotation } from '../runner/annotations.ts'
import { commandsIn } from '../runner/commands.ts'
import { deployment, digest } from './manifests.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const path = 'app/kustomization.yaml'

async function noticesFor(text: string, images: string): Promise<readonly Annotation[]> {
  const { run } = await stage({ [path]: text })
  const { exitCode, log } = await run({ images, manifests: path })
  expect(exitCode).toBe(0)
  return annotationsIn(log)
}

describe('every changed line is an annotation', () => {
  test.concurrent.each<readonly [string, string, string, number]>([
    ['newTag', 'images:\n- name: api\n  newName: r.io/api\n  newTag: v1\n', 'api:v2', 4],
    ['newTag above the name', 'images:\n- newTag: v1\n  # the app\n  name: api\n', 'api:v2', 2],
    ['digest', `images:\n- name: api\n\n  digest: ${digest('a')}\n`, `api@${digest('b')}`, 4],
    ['newName', 'images:\n- name: api\n  newTag: v1\n  newName: r.io/api\n', 'api=r.io/new:*', 4],
    ['a newTag that was added', 'images:\n- name: api\n  newName: r.io/api\nresources: []\n', 'api:v2', 4],
    ['an image', deployment('api:v1'), 'api:v2', 10],
    ['with CRLF', 'images:\r\n- name: api\r\n  newTag: v1\r\n', 'api:v2', 3]
  ])('%s', async (_, text, images, line) => {
    const file = text.startsWith('apiVersion') ? 'app/deployment.yaml' : path
    const { run } = await stage({ [file]: text })
    const { log, outputs } = await run({ images, manifests: file })
    const [notice, ...others] = annotationsIn(log)
    expect(others).toEqual([])
    expect(notice).toMatchObject({ level: 'notice', properties: { file, line: String(line) } })
    expect(JSON.parse(outputs['changes'] ?? '')).toMatchObject([{ file, line }])
  })
})

test.concurrent('each of the lines that change in one place, which is one change', async () => {
  const { run } = await stage({ [path]: 'images:\n- name: api\n  newTag: v1\n' })
  const { log, outputs } = await run({ images: `api=r.io/api:v2@${digest('a')}`, manifests: path })
  const lines = annotationsIn(log).map(({ properties }) => properties['line'])
  expect(lines.toSorted()).toEqual(['3', '4', '5'])
  expect(JSON.parse(outputs['changes'] ?? '')).toHaveLength(1)
})

test.concurrent('it says what was and what is', async () => {
  const [notice] = await noticesFor('images:\n- name: api\n  newTag: v1\n', 'api:v2')
  expect(notice?.message).toMatch(/api:v1.*api:v2/)
})

describe('what a person should know is a notice at its place', () => {
  test.concurrent.each<readonly [string, string, number, RegExp]>([
    [
      'an image that only an inline patch names',
      'images:\n- name: web\n  newTag: v1\npatches:\n- patch: |-\n    image: api:v1\n',
      6,
      /block of text/
    ],
    [
      'a comment that still names the old tag',
      'images:\n- name: api\n  newTag: v1 # v1 until friday\n',
      3,
      /comment.*v1/
    ],
    [
      'a comment above the entry that names the old tag',
      'images:\n# v1 until friday\n- name: api\n  newTag: v1\n',
      2,
      /comment.*v1/
    ],
    ['a tagSuffix that is kept', 'images:\n- name: api\n  newTag: v1\n  tagSuffix: -x\n', 2, /tagSuffix/]
  ])('%s', async (_, text, line, message) => {
    const { run } = await stage({ [path]: text })
    const { exitCode, log, summary } = await run({
      images: 'api:v2\nweb:v1',
      manifests: path,
      'if-missing': 'ignore'
    })
    expect(exitCode).toBe(0)
    const notices = annotationsIn(log).filter((each) => message.test(each.message))
    expect(notices).toMatchObject([{ level: 'notice', properties: { file: path, line: String(line) } }])
    expect(summary).toContain(`${path}:${line}`)
  })
})

test.concurrent('the log is in groups: read, plan, deliver', async () => {
  const { run } = await stage({ [path]: 'images:\n- name: api\n  newTag: v1\n' })
  const { log } = await run({ images: 'api:v2', manifests: path })
  const titles = [...log.matchAll(/^::group::(.*)$/gm)].map(([, title]) => title)
  expect(titles).toEqual([
    expect.stringContaining('acme/gitops'),
    expect.stringMatching(/plan/i),
    expect.stringContaining('commit')
  ])
  const commands = commandsIn(log).filter((name) => name.endsWith('group'))
  expect(commands).toEqual(['group', 'endgroup', 'group', 'endgroup', 'group', 'endgroup'])
})
