import { describe, expect, test } from '@jest/globals'
import type { Wanted } from '../../src/core/image/wanted.ts'
import { UpdateError } from '../../src/core/error.ts'
import { readSettings } from '../../src/inputs/inputs.ts'
import { INPUT_NAMES, type RawInputs } from '../../src/inputs/raw.ts'
import type { Settings } from '../../src/inputs/settings.ts'

const context = {
  repository: 'acme/app',
  repositoryUrl: '',
  commit: '0123456',
  serverUrl: 'https://github.example',
  workflow: 'release',
  workspace: '/workspace',
  isCommand: false,
  runId: '1',
  runAttempt: '1',
  runUrl: '',
  actor: 'octocat'
}

const EMPTY = Object.fromEntries(INPUT_NAMES.map((name) => [name, ''])) as RawInputs
const MINIMAL = { images: 'ghcr.io/acme/api:v2', manifests: 'apps/api', token: 'ghs_token' }

const settings = (raw: Partial<RawInputs>): Settings =>
  readSettings({ ...EMPTY, ...MINIMAL, ...raw }, context)

function wantedOf(raw: Partial<RawInputs>): readonly Wanted[] {
  const { source } = settings(raw)
  if (source.kind !== 'given') throw new Error('The versions are not given.')
  return source.wanted
}

function complaint(raw: Partial<RawInputs>): string {
  try {
    settings(raw)
  } catch (error) {
    if (error instanceof UpdateError && error.code === 'input') return error.message
    throw error
  }
  throw new Error('Nothing was thrown.')
}

describe('defaults', () => {
  test('are those of the contract', () => {
    expect(settings({})).toMatchObject({
      repository: { owner: 'acme', name: 'app' },
      branch: undefined,
      mode: { kind: 'commit', proposal: undefined },
      ifMissing: 'fail',
      ifUnchanged: 'skip',
      retries: 10
    })
  })
})

describe('the head branch', () => {
  const branchOf = (raw: Partial<RawInputs>): unknown => settings({ mode: 'pull-request', ...raw }).mode

  test('may say the base, where "branch" tells it', () => {
    expect(branchOf({ 'pull-request-branch': 'bump/{{branch}}', branch: 'prod' })).toMatchObject({
      proposal: { branch: 'bump/prod' }
    })
    expect(complaint({ 'pull-request-branch': 'bump/{{ branch }}' })).toMatch(
      /"branch" is empty\. Set "branch"/
    )
  })

  test('is a name, however it is written', () => {
    expect(branchOf({ 'pull-request-branch': 'refs/heads/bump' })).toMatchObject({
      proposal: { branch: 'bump' }
    })
  })
})

test('"auto" is no format among others', () => {
  expect(complaint({ format: 'auto\nworkload' })).toMatch(/"auto" stands for all formats/)
})

describe('lists', () => {
  test('are one item a line, without blank lines and comments; commas do not separate', () => {
    const wanted = wantedOf({ images: '\r\n  a:v1  \n\n# no:v1\n b:v2\n' })
    expect(wanted.map(({ name }) => name)).toEqual(['a', 'b'])
    expect(complaint({ images: 'a:v1,b:v2' })).toMatch(/"v1,b:v2" is not a tag/)
  })

  test('of people and teams may be written with "@" and organisation', () => {
    const { mode } = settings({
      mode: 'pull-request',
      reviewers: '@ada\nada',
      'team-reviewers': 'acme/platform\n@acme/sre',
      labels: 'gitops\nteam: api'
    })
    expect(mode.kind === 'pull-request' && mode.proposal.annotations).toEqual({
      labels: ['gitops', 'team: api'],
      assignees: [],
      reviewers: ['ada'],
      teamReviewers: ['platform', 'sre'],
      milestone: undefined
    })
  })
})

describe('images', () => {
  test('the same wish twice is one', () => {
    expect(wantedOf({ images: 'nginx:v1\ndocker.io/library/nginx:v1' })).toHaveLength(1)
  })

  test('two wishes for one image are an error that names both lines', () => {
    expect(complaint({ images: 'nginx:v1\n\ndocker.io/library/nginx:v2' })).toMatch(
      /line 3: .*line 1 asks otherwise/
    )
  })

  test('an invalid `tag` is told once', () => {
    expect(complaint({ images: 'a\nb', tag: 'not a tag' })).toMatch(/^Input tag: "not a tag" is not a tag/)
  })
})

describe('problems', () => {
  test.each([
    [{ images: '' }, /images: it is empty/],
    [{ manifests: '# nothing' }, /manifests: it is empty/],
    [{ manifests: '!apps' }, /manifests: it only excludes/],
    [{ manifests: 'apps/api\n../x' }, /manifests, line 2: "\.\.\/x": it leaves the repository/],
    [{ token: '' }, /token: it is empty/],
    [{ repository: 'https://github.com/acme/gitops' }, /"owner\/name"/],
    [{ branch: 'a..b' }, /"a\.\.b" is not the name of a branch/],
    [{ mode: 'push' }, /mode: "push" is not one of "commit", "pull-request", "dry-run"/],
    [{ format: 'auto\nhelm' }, /format, line 2: "helm" is not one of "auto", "kustomization"/],
    [{ 'if-missing': 'create' }, /"fail", "add", "ignore"/],
    [{ 'if-unchanged': 'error' }, /"skip", "warn", "fail"/],
    [{ retries: '-1' }, /"-1" is not a whole number from 0 to 100/],
    [{ retries: '1e2' }, /is not a whole number/],
    [{ 'if-protected': 'open' }, /"fail", "pull-request"/],
    [{ 'auto-merge': 'true' }, /auto-merge: "true" is not one of "merge", "squash", "rebase"/],
    [{ draft: 'yes' }, /neither "true" nor "false"/],
    [{ 'commit-message': '{{#open}}' }, /commit-message: it is not a Mustache template/],
    [
      { 'commit-message': 'a {{changes}} b' },
      /commit-message: "{{changes}}" is a section: write "{{#changes}}/
    ],
    [{ 'pull-request-branch': 'bump/{{source}}' }, /pull-request-branch: "{{source}}" is several values/],
    [{ 'pull-request-branch': 'a b' }, /"a b" is not the name of a branch/]
  ] satisfies [Partial<RawInputs>, RegExp][])('%j', (raw, expected) => {
    expect(complaint(raw)).toMatch(expected)
  })

  test('are told all at once, each once', () => {
    const message = complaint({ images: 'App:v1\nb:', mode: 'push', retries: 'many', token: '' })
    expect(message.split('\n')).toHaveLength(6)
    expect(message).toMatch(/^5 inputs are not valid:/)
  })
})

describe('a checkout', () => {
  test('needs neither `repository` nor `token`: its remote and its credentials are its own', () => {
    expect(settings({ checkout: ' gitops ', token: '' })).toMatchObject({
      checkout: 'gitops',
      repository: undefined,
      token: ''
    })
    expect(settings({ checkout: 'gitops', mode: 'dry-run', token: '' }).token).toBe('')
  })

  test('takes the `repository` that is named, which must be a name', () => {
    expect(settings({ checkout: 'gitops', repository: 'acme/gitops' }).repository).toEqual({
      owner: 'acme',
      name: 'gitops'
    })
    expect(complaint({ checkout: 'gitops', repository: 'gitops' })).toMatch(/"owner\/name"/)
  })

  test('needs the token for pull requests', () => {
    expect(complaint({ checkout: 'gitops', mode: 'pull-request', token: '' })).toMatch(/token: it is empty/)
  })
})

describe('what to open where the branch is protected', () => {
  test('is shaped by the inputs of pull requests', () => {
    const { mode } = settings({ 'if-protected': 'pull-request', labels: 'gitops', 'auto-merge': 'squash' })
    expect(mode).toMatchObject({
      kind: 'commit',
      proposal: { annotations: { labels: ['gitops'] }, autoMerge: 'squash' }
    })
  })

  test('is nothing in a dry run', () => {
    expect(settings({ mode: 'dry-run', 'if-protected': 'pull-request' }).mode).toEqual({ kind: 'dry-run' })
  })
})

describe('the head branch of a pull request', () => {
  const branchOf = (raw: Partial<RawInputs>): string => {
    const { mode } = settings({ mode: 'pull-request', ...raw })
    return mode.kind === 'pull-request' ? mode.proposal.branch : ''
  }

  test('is the same whatever version is written', () => {
    expect(branchOf({ images: 'api:v1' })).toBe(branchOf({ images: 'api:v2' }))
  })

  test('can be a template', () => {
    expect(branchOf({ branch: 'main', 'pull-request-branch': 'bump/{{branch}}/{{images}}' })).toBe(
      'bump/main/api'
    )
  })
})
