import { describe, expect, test } from '@jest/globals'
import { kustomization } from './manifests.ts'
import { refused } from './refused.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const files = { 'app/kustomization.yaml': kustomization('ghcr.io/acme/api:v1') }
const valid = { images: 'ghcr.io/acme/api:v2', manifests: 'app' }

describe('an unknown value of a closed set names the allowed ones', () => {
  test.each([
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

describe('an image line that is none is refused with the line and the reason', () => {
  test.each([
    ['ghcr.io/acme/api:v 2', 'v 2'],
    ['ghcr.io/acme/api:-rc', '-rc'],
    [`ghcr.io/acme/api:${'a'.repeat(129)}`, '128'],
    ['ghcr.io/acme/api:', 'tag is empty'],
    ['ghcr.io/acme/api@', 'digest is empty'],
    ['ghcr.io/acme/api@sha256:abc', 'sha256:abc'],
    ['ghcr.io/acme/API:v2', 'lower case'],
    ['https://ghcr.io/acme/api:v2', 'https://'],
    ['ghcr.io/acme/api', 'neither a tag nor a digest'],
    ['=ghcr.io/acme/api:v2', 'names no image'],
    ['ghcr.io/acme/api:v2, ghcr.io/acme/web:v2', 'ghcr.io/acme']
  ])('%s', async (line, reason) => {
    const set = await stage(files)
    const message = await refused(set, { ...valid, images: `# one a line\n${line}` })
    expect(message).toContain('images, line 2')
    expect(message).toContain(reason)
  })
})

describe('a path that leaves the repository is refused before anything is read', () => {
  test.each(['../secrets.yaml', 'apps/../../x', '/etc/passwd', 'C:\\manifests', '.git/config', '!../x'])(
    '%s',
    async (path) => {
      const set = await stage(files)
      const message = await refused(set, { ...valid, manifests: `app\n${path}` })
      expect(message).toContain('manifests, line 2')
      expect(message).toContain(path)
      expect(set.github.requests).toHaveLength(0)
    }
  )
})

test('all problems are told together, once', async () => {
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

test('two lines for one image must not disagree', async () => {
  const set = await stage(files)
  const message = await refused(set, { ...valid, images: 'nginx:1.27\ndocker.io/library/nginx:1.28' })
  expect(message).toContain('images, line 2')
  expect(message).toContain('nginx')
})

test.each(['-1', '1.5', '101', 'many'])('retries: %s is no number of retries', async (retries) => {
  const set = await stage(files)
  expect(await refused(set, { ...valid, retries })).toContain(`"${retries}"`)
})
