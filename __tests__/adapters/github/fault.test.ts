import { describe, expect, test } from '@jest/globals'
import { causeOf, type Fault } from '../../../src/adapters/github/fault.ts'
import { refusalOf, type Situation } from '../../../src/adapters/github/refusal.ts'
import { tokenKind } from '../../../src/adapters/github/token-kind.ts'

const OID = '0123456789abcdef0123456789abcdef01234567'

const situation: Situation = {
  action: 'the commit to "main"',
  repository: 'acme/gitops',
  branch: 'main',
  token: 'installation',
  rights: ['contents: write']
}

describe("GitHub's words, and what they mean", () => {
  test.each([
    [
      {
        type: 'STALE_DATA',
        message: `Expected branch to point to "${OID}" but it did not.  Pull and try again.`
      },
      'stale'
    ],
    [{ message: `Ref refs/heads/main is at ${OID} but expected ${OID}` }, 'stale'],
    [{ status: 422, message: 'Update is not a fast forward' }, 'stale'],
    [{ type: 'BRANCH_PROTECTION_RULE_VIOLATION', message: 'whatever it says' }, 'protected'],
    [
      {
        type: 'FORBIDDEN',
        message: 'Repository rule violations found\n\nChanges must be made through a pull request.\n\n'
      },
      'protected'
    ],
    [
      { status: 409, message: 'Could not update file: Changes must be made through a pull request.' },
      'protected'
    ],
    [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }, 'permission'],
    [
      { type: 'INSUFFICIENT_SCOPES', message: 'Your token has not been granted the required scopes' },
      'permission'
    ],
    [
      { message: 'octocat does not have the correct permissions to execute `CreatePullRequest`' },
      'permission'
    ],
    [{ status: 403, message: 'Forbidden' }, 'permission'],
    [{ message: 'GitHub Actions is not permitted to create or approve pull requests.' }, 'opening-forbidden'],
    [{ message: 'Draft pull requests are not supported in this repository.' }, 'draft-unsupported'],
    [{ message: 'A pull request already exists for acme:x.' }, 'already-exists'],
    [{ message: 'A ref named "refs/heads/x" already exists in the repository.' }, 'already-exists'],
    [{ message: 'No commits between main and x' }, 'nothing-between'],
    [{ message: "Head sha can't be blank, Base sha can't be blank" }, 'nothing-between'],
    [{ message: 'Branch not found' }, 'branch-missing'],
    [{ status: 422, message: 'Reference does not exist' }, 'branch-missing'],
    [
      { message: 'refusing to allow a GitHub App to create or update workflow `.github/workflows/x.yml`' },
      'workflows'
    ],
    [{ type: 'FORBIDDEN', samlFailure: true, message: 'Resource protected' }, 'saml'],
    [{ status: 403, message: 'Repository was archived so is read-only.' }, 'archived'],
    [
      {
        type: 'FORBIDDEN',
        message:
          'Resource protected by organization SAML enforcement. You must grant your OAuth token access to this organization.'
      },
      'saml'
    ],
    [
      { path: ['mutation Update', 'branch'], message: "Field 'updateRefs' doesn't exist on type 'Mutation'" },
      'unsupported'
    ],
    [{ message: "UpdateRefsInput isn't a defined input type (on $branch)" }, 'unsupported'],
    [{ message: 'Timeout on validation of query' }, 'unavailable'],
    [{ status: 422, message: 'Sorry, your request timed out.  It is likely' }, 'unavailable'],
    [{ message: 'The branch fix-timeout is odd' }, 'other'],
    [{ message: 'The pull request of acme/archived-apps is odd' }, 'other'],
    [{ type: 'FORBIDDEN', message: 'Resource not accessible: acme/SAML-archived' }, 'permission'],
    [{ status: 401, message: 'Bad credentials' }, 'bad-credentials'],
    [{ type: 'NOT_FOUND', message: "Could not resolve to a Repository with the name 'o/r'." }, 'not-found'],
    [{ status: 502, message: 'Bad Gateway' }, 'unavailable'],
    [
      { type: 'RESOURCE_LIMITS_EXCEEDED', message: 'Resource limits for this query exceeded.' },
      'unavailable'
    ],
    [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded for installation ID 7.' }, 'rate-limit'],
    [{ status: 403, message: 'API rate limit exceeded for user ID 7.', wait: 1 }, 'rate-limit'],
    [{ type: 'UNPROCESSABLE', message: 'was submitted too quickly' }, 'rate-limit'],
    [{ status: 0, message: 'socket hang up' }, 'unavailable'],
    [{ message: 'Something went wrong while executing your query.' }, 'unavailable']
  ] satisfies [Fault, string][])('%j', (fault, cause) => {
    expect(causeOf(fault)).toBe(cause)
  })
})

describe('what people are told', () => {
  test('a rate limit: in how many minutes it is over, and no word of permissions', () => {
    const limited = { status: 403, message: 'API rate limit exceeded for user ID 7.', wait: 61_000 }
    const error = refusalOf(limited, situation)
    expect(error.message).toBe("GitHub's rate limit is reached: API rate limit exceeded for user ID 7.")
    expect(error.hint).toContain('over in 2 minutes')
    expect(error.hint).not.toContain('contents: write')
  })

  test.each([
    ['Resource not accessible by integration', 'installation', /"permissions" of the job.*GitHub App/],
    [
      'Resource not accessible by personal access token',
      'fine-grained',
      /Edit the fine-grained token.*acme\/gitops/
    ],
    ['octocat does not have the correct permissions', 'classic', /scope "repo"/],
    ['octocat does not have the correct permissions', 'oauth', /OAuth app.*sign in.*"repo"/],
    [
      'Resource not accessible by integration',
      'app-user',
      /through a GitHub App: grant the App "contents: write"/
    ],
    ['Resource not accessible', 'unknown', /"contents: write"/]
  ] as const)('%s, with a token of kind %s', (message, token, hint) => {
    const error = refusalOf({ type: 'FORBIDDEN', message }, { ...situation, token })
    expect(error.code).toBe('no-permission')
    expect(error.hint).toMatch(hint)
    expect(error.message).toContain(message)
  })

  test('what GitHub would have accepted', () => {
    const fault = { status: 403, message: 'Resource not accessible', acceptedPermissions: 'contents=write' }
    expect(refusalOf(fault, situation).hint).toContain('GitHub would accept: contents=write.')
  })

  test('the scopes that GitHub names', () => {
    const message =
      "Your token has not been granted the required scopes to execute this query. The 'team' field requires one of the " +
      "following scopes: ['read:org', 'read:discussion'], but your token has only been granted the: ['repo'] scopes."
    const error = refusalOf({ type: 'INSUFFICIENT_SCOPES', message }, { ...situation, token: 'classic' })
    expect(error.hint).toContain('"read:org", "read:discussion"')
    expect(error.hint).not.toContain('"repo"')
  })

  test('a GitHub Enterprise Server that cannot do it: for good, and the way around it', () => {
    const fault = { message: "Field 'updateRefs' doesn't exist on type 'Mutation'" }
    const error = refusalOf(fault, { ...situation, branch: 'bump' })
    expect(error).toMatchObject({
      code: 'unavailable',
      hint: expect.stringContaining('delete the branch "bump"')
    })
  })

  test('GitHub that does not answer: what it did not answer, as a noun', () => {
    const error = refusalOf({ status: 502, message: 'Bad Gateway' }, situation)
    expect(error.message).toBe('GitHub gave no proper answer to the commit to "main": Bad Gateway.')
  })

  test('a protected branch: the rule in GitHub’s words, and the way out', () => {
    const error = refusalOf(
      {
        type: 'FORBIDDEN',
        message: 'Repository rule violations found\n\nChanges must be made through a pull request.\n\n'
      },
      situation
    )
    expect(error).toMatchObject({ code: 'protected', hint: expect.stringContaining('mode: pull-request') })
    expect(error.message).toBe(
      'GitHub refused the commit to "main": "main" is protected (Repository rule violations found Changes must be made through a pull request).'
    )
  })
})

test.each([
  ['ghs_16C7e42F292c6912E7710c838347Ae178B4a', 'installation'],
  ['ghs_12345_eyJ0eXAi.eyJpc3Mi.c2ln', 'installation'],
  ['github_pat_11AAAA_x', 'fine-grained'],
  ['ghp_x', 'classic'],
  ['ghu_x', 'app-user'],
  ['gho_x', 'oauth'],
  ['v1.something', 'unknown']
])('the kind of %s is %s', (token, kind) => {
  expect(tokenKind(token)).toBe(kind)
})
