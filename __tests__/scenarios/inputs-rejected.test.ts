import { describe, expect, test } from '@jest/globals'
import { kustomization } from './manifests.ts'
import { refused } from './refused.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const files = { 'app/kustomization.yaml': kustomization('ghcr.io/acme/api:v1') }
const valid = { images: 'ghcr.io/acme/api:v2', manifests: 'app' }

describe('an unknown value of a closed set names the allowed ones', () => {
  test.concurrent.each([
    ['mode', 'merge', ['commit', 'pull-request', 'dry-run']],
    ['if-missing', 'create', ['fail', 'add', 'ignore']],
    ['if-unchanged', 'error', ['skip', 'warn', 'fail']],
    ['draft', 'yes', ['true', 'false']]
  ])('%s: %s', async (input, value, allowed) => {
    const set = await stage(files)
    const message = await refused(set, { ...valid, [input]: value })
    expect(message).toContain(input)
    expect(message).toContain(`"${value}"`)
    for (const each of allowed) expect(message).toContain(`"${each}"`)
    expect(set.github.requests).toHaveLength(0)
  })
})

test.concurrent('each line of images that is none is refused with its number and the reason', async () => {
  const lines: readonly (readonly [string, string])[] = [
    ['ghcr.io/acme/a:v 2', 'v 2'],
    ['ghcr.io/acme/b:-rc', '-rc'],
    [`ghcr.io/acme/c:${'a'.repeat(129)}`, '128'],
    ['ghcr.io/acme/d:', 'tag is empty'],
    ['ghcr.io/acme/e@', 'digest is empty'],
    ['ghcr.io/acme/f@sha256:abc', 'sha256:abc'],
    ['ghcr.io/acme/G:v2', 'lower case'],
    ['https://ghcr.io/acme/h:v2', 'https://'],
    ['ghcr.io/acme/i', 'neither a tag nor a digest'],
    ['=ghcr.io/acme/j:v2', 'names no image'],
    ['ghcr.io/acme/k:v2, ghcr.io/acme/l:v2', 'commas do not separate'],
    ['"ghcr.io/acme/m:v2"', 'without quotes or a dash'],
    ['- ghcr.io/acme/n:v2', 'without quotes or a dash'],
    ['ghcr.io/acme/o=v2', 'For a version write "ghcr.io/acme/o:v2"'],
    ['ghcr.io/acme/p=1.2.3', 'For a version write "ghcr.io/acme/p:1.2.3"']
  ]
  const set = await stage(files)
  const message = await refused(set, { ...valid, images: lines.map(([line]) => line).join('\n') })
  for (const [index, [, reason]] of lines.entries())
    expect(message.split('\n').find((line) => line.includes(`images, line ${index + 1}:`))).toContain(reason)
  expect(set.github.requests).toHaveLength(0)
})

test.concurrent('each path that leaves the repository is refused before anything is read', async () => {
  const paths = [
    '../secrets.yaml',
    'apps/../../x',
    '/etc/passwd',
    'C:\\manifests',
    '.git/config',
    '!../x',
    'https://github.com/acme/gitops/tree/main/apps',
    '!web=apps/web.yaml',
    '!apps/web.yaml#image'
  ]
  const set = await stage(files)
  const message = await refused(set, { ...valid, manifests: paths.join('\n') })
  for (const [index, path] of paths.entries()) {
    expect(message).toContain(`manifests, line ${index + 1}: "${path}"`)
  }
  expect(set.github.requests).toHaveLength(0)
})

test.concurrent('all problems are told together, once', async () => {
  const set = await stage(files)
  const message = await refused(set, {
    images: 'ghcr.io/acme/api:v2\nghcr.io/acme/web:!',
    tag: 'not a tag',
    manifests: '',
    repository: 'gitops',
    branch: 'a..b',
    token: '',
    mode: 'x',
    'if-missing': 'y',
    'if-unchanged': 'z',
    retries: 'often',
    draft: 'maybe',
    'commit-message': '{{#images}}',
    'pull-request-branch': 'bad name~',
    'pull-request-title': '{{#a}}{{/b}}',
    'pull-request-body': '{{'
  })
  const named = [
    ...['images, line 2', 'tag', 'manifests', 'repository', 'branch', 'token', 'mode', 'if-missing'],
    ...['if-unchanged', 'retries', 'draft', 'commit-message', 'pull-request-branch'],
    ...['pull-request-title', 'pull-request-body']
  ]
  const problems = message.split('\n').filter((line) => line.startsWith('- '))
  for (const input of named) expect(problems.filter((line) => line.startsWith(`- ${input}:`))).toHaveLength(1)
  expect(problems).toHaveLength(named.length)
  expect(set.github.requests).toHaveLength(0)
})

test.concurrent('two lines for one image must not disagree', async () => {
  const set = await stage(files)
  const message = await refused(set, { ...valid, images: 'nginx:1.27\ndocker.io/library/nginx:1.28' })
  expect(message).toContain('images, line 2')
  expect(message).toContain('nginx')
})

test.concurrent.each(['-1', '1.5', '101', 'many'])('retries: %s is no number of retries', async (retries) => {
  const set = await stage(files)
  expect(await refused(set, { ...valid, retries })).toContain(`"${retries}"`)
})
