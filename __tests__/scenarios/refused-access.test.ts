import { describe, expect, test } from '@jest/globals'
import type { TokenKind } from '../servers/github/index.ts'
import { deployment, kustomization } from './manifests.ts'
import { refused } from './refused.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const files = {
  'app/kustomization.yaml': kustomization('api:v1'),
  '.github/workflows/ci.yaml': deployment('api:v1')
}
const inputs = { images: 'api:v2', manifests: 'app' }

const kinds: readonly (readonly [TokenKind, string, string, RegExp])[] = [
  ['github-actions', 'ghs_job', 'github-actions[bot]', /permissions" of the job/],
  ['app', 'ghs_app', 'deployer[bot]', /grant the App/],
  ['pat-fine', 'github_pat_fine', 'ada', /Edit the fine-grained token/],
  ['pat-classic', 'ghp_classic', 'ada', /scope "repo"/]
]

describe.each(kinds)('a token of kind %s', (kind, token, login, remedy) => {
  test.concurrent('that does not reach the repository', async () => {
    const on = await stage(files)
    on.github.addToken({ token, kind, login, rights: { 'acme/app': 'write' } })
    const message = await refused(on, inputs, { token })
    expect(message).toContain('acme/gitops')
    expect(message).toContain('contents: write')
  })

  test.concurrent('that may only read', async () => {
    const on = await stage(files)
    on.github.addToken({ token, kind, login, rights: { 'acme/gitops': 'read' } })
    const message = await refused(on, inputs, { token })
    expect(message).toContain('the commit to "main"')
    expect(message).toContain('"contents: write"')
    expect(message).toMatch(remedy)
    expect(message).toContain('acme/gitops')
  })

  test.concurrent('that may not open pull requests', async () => {
    const on = await stage(files)
    on.github.addToken({ token, kind, login, rights: { '*': { contents: 'write', pullRequests: 'read' } } })
    const message = await refused(on, { ...inputs, mode: 'pull-request' }, { token })
    expect(message).toContain('"pull-requests: write"')
    expect(message).toMatch(remedy)
  })

  test.concurrent('that was revoked', async () => {
    const on = await stage(files)
    on.github.addToken({ token, kind, login })
    on.github.expireToken(token)
    const message = await refused(on, inputs, { token })
    expect(message).toContain('401')
    expect(message).toMatch(/expired|revoked/)
  })
})

test.concurrent('a token that is none', async () => {
  const message = await refused(await stage(files), inputs, { token: 'nonsense' })
  expect(message).toContain('401')
})

test.concurrent('a job’s own token for another repository: which other token it takes', async () => {
  const on = await stage(files)
  on.github.addToken({
    token: 'ghs_job',
    kind: 'github-actions',
    login: 'github-actions[bot]',
    rights: { 'acme/app': 'write' }
  })
  const message = await refused(on, inputs, { token: 'ghs_job' })
  expect(message).toMatch(/own token reaches only its own repository/)
  expect(message).toMatch(/personal access token or a GitHub App token/)
})

test.concurrent('a repository that does not exist', async () => {
  const message = await refused(await stage(files), { ...inputs, repository: 'acme/gitpos' })
  expect(message).toContain('acme/gitpos')
  expect(message).toContain('"repository"')
})

test.concurrent(
  'GitHub Actions is not permitted to open pull requests: the setting, and the branch for a person to go on from',
  async () => {
    const on = await stage(files, { actionsMayCreatePullRequests: false })
    on.github.addToken({ token: 'ghs_job', kind: 'github-actions', login: 'github-actions[bot]' })
    const { exitCode, log } = await on.run({ ...inputs, mode: 'pull-request' }, { token: 'ghs_job' })
    const branch = (await on.gitops.branches()).find((each) => each !== 'main') ?? ''
    expect(exitCode).toBe(1)
    expect(log).toContain('Allow GitHub Actions to create and approve pull requests')
    expect(log).toContain(`/acme/gitops/compare/main...${branch}?expand=1`)
    expect(await on.gitops.read(branch, 'app/kustomization.yaml')).toBe(kustomization('api:v2'))

    on.gitops.settings.actionsMayCreatePullRequests = true
    const later = await on.run({ ...inputs, mode: 'pull-request' }, { token: 'ghs_job' })
    expect(later.outputs['pull-request-operation']).toBe('created')
    expect(await on.gitops.branches()).toHaveLength(2)
  }
)

test.concurrent('workflow files without the right to them', async () => {
  const on = await stage(files)
  on.github.addToken({
    token: 'github_pat_x',
    kind: 'pat-fine',
    login: 'ada',
    rights: { '*': { contents: 'write' } }
  })
  const message = await refused(on, { ...inputs, manifests: '.github/workflows' }, { token: 'github_pat_x' })
  expect(message).toContain('workflows: write')
})

test.concurrent('an organisation with single sign-on', async () => {
  const on = await stage(files)
  on.github.faults.add({
    effect: {
      kind: 'response',
      status: 200,
      body: {
        data: { repository: null },
        errors: [
          {
            type: 'FORBIDDEN',
            path: ['repository'],
            extensions: { saml_failure: true },
            message:
              'Resource protected by organization SAML enforcement. You must grant your OAuth token access to this organization.'
          }
        ]
      }
    }
  })
  const message = await refused(on, inputs)
  expect(message).toMatch(/single sign-on|SSO/)
})

test.concurrent('a dry run takes no more than the right to read', async () => {
  const on = await stage(files)
  on.github.addToken({
    token: 'github_pat_r',
    kind: 'pat-fine',
    login: 'ada',
    rights: { 'acme/gitops': { contents: 'read' } }
  })
  const { exitCode, outputs } = await on.run({ ...inputs, mode: 'dry-run' }, { token: 'github_pat_r' })
  expect([exitCode, outputs['changed']]).toEqual([0, 'true'])
})

test.concurrent('a listing that GitHub refuses', async () => {
  const on = await stage(files)
  on.github.faults.add({
    on: { operation: /^GET git\/trees/ },
    effect: { kind: 'response', status: 403, body: { message: 'Resource not accessible by integration' } }
  })
  const message = await refused(on, { ...inputs, manifests: 'app/*.yaml' })
  expect(message).toContain('GitHub refused the listing of the files')
})

test.concurrent('a classic token that may not look at teams: a warning', async () => {
  const on = await stage(files, { teams: ['ops'] })
  on.github.addToken({ token: 'ghp_x', kind: 'pat-classic', login: 'ada' })
  on.github.faults.add({
    on: { operation: 'organization' },
    effect: {
      kind: 'response',
      status: 200,
      body: {
        errors: [
          {
            type: 'INSUFFICIENT_SCOPES',
            locations: [{ line: 9, column: 34 }],
            message:
              "Your token has not been granted the required scopes to execute this query. The 'team' field requires one of " +
              "the following scopes: ['read:org', 'read:discussion'], but your token has only been granted the: ['repo'] " +
              "scopes. Please modify your token's scopes at: https://github.com/settings/tokens."
          }
        ]
      }
    }
  })
  const { exitCode, log, outputs } = await on.run(
    { ...inputs, mode: 'pull-request', 'team-reviewers': 'ops' },
    { token: 'ghp_x' }
  )
  expect([exitCode, outputs['pull-request-operation']]).toEqual([0, 'created'])
  expect(log).toMatch(/^::warning::The team "ops" was not found\..*read:org/m)
})
