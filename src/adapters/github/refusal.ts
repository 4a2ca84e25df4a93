import { archivedError } from '../../core/archived.ts'
import { UpdateError } from '../../core/error.ts'
import { causeOf, type Cause, type Fault } from './fault.ts'
import { howToGrant, howToWiden, type TokenKind } from './token-kind.ts'

/** What was being done when GitHub refused. */
export interface Situation {
  /** A noun, as in "GitHub refused ‹the commit to "main"›". */
  readonly action: string
  /** `owner/name`. */
  readonly repository: string
  readonly branch: string
  readonly token: TokenKind
  /** The rights that the action takes, such as `contents: write`. */
  readonly rights: readonly string[]
}

type Explain = (fault: Fault, situation: Situation) => UpdateError

const quoted = ({ message }: Fault): string => message.replaceAll(/\s+/g, ' ').trim().replace(/[.:]$/, '')

/** What the token lacks: as GitHub names it, where it does. */
function permissionHint(fault: Fault, { token, repository, rights }: Situation): string {
  const scopes = /one of the following scopes: \[(.+?)\]/.exec(fault.message)?.[1]
  if (scopes !== undefined) return howToWiden(scopes.replaceAll("'", '"'), repository)
  const accepted = fault.acceptedPermissions ?? ''
  return howToGrant(token, repository, rights) + (accepted === '' ? '' : ` GitHub would accept: ${accepted}.`)
}

const EXPLANATIONS: Partial<Record<Cause, Explain>> = {
  protected: (fault, { action, branch, rights }) =>
    new UpdateError('protected', `GitHub refused ${action}: "${branch}" is protected (${quoted(fault)}).`, {
      hint: rights.includes('pull-requests: write')
        ? 'Give "pull-request-branch" a name that the rules leave free, or let the owner of the token bypass them.'
        : 'Use "mode: pull-request", or "if-protected: pull-request" where that differs by branch, or let the owner of the token bypass the rule.'
    }),
  stale: (fault, { branch }) =>
    new UpdateError('stale-head', `"${branch}" moved between reading and writing (${quoted(fault)}).`),
  'branch-missing': (_, { branch, repository }) =>
    new UpdateError('missing-branch', `${repository} has no branch "${branch}" any more.`, {
      hint: 'Was it deleted while this ran? Check "branch".'
    }),
  'opening-forbidden': (fault, { repository }) =>
    new UpdateError('no-permission', `GitHub refused to open the pull request: ${quoted(fault)}.`, {
      hint:
        `In ${repository}, turn on Settings > Actions > General > "Allow GitHub Actions to create and approve pull requests"` +
        ' (an organisation can lock it), or give "token" a personal access token or a GitHub App token.'
    }),
  'rate-limit': (fault) =>
    new UpdateError('unavailable', `GitHub's rate limit is reached: ${quoted(fault)}.`, {
      hint:
        (fault.wait === undefined
          ? 'Run the job again later.'
          : `It is over in ${String(Math.ceil(fault.wait / 60_000))} minutes: run the job again then.`) +
        ' Jobs that share a token share its limit; a GitHub App token has one of its own.'
    }),
  workflows: (fault, { action, repository }) =>
    new UpdateError('no-permission', `GitHub refused ${action}: ${quoted(fault)}.`, {
      hint: `Files under .github/workflows need a token with "workflows: write" on ${repository}; a job's own token never has it.`
    }),
  saml: (_, { repository }) =>
    new UpdateError(
      'no-access',
      `The token is not authorised for the single sign-on of the owner of ${repository}.`,
      {
        hint: 'On the page of the token choose "Configure SSO" and authorise it for the organisation.'
      }
    ),
  archived: (_, { repository }) => archivedError(repository),
  'bad-credentials': () =>
    new UpdateError('no-access', 'GitHub does not know the token (401 Bad credentials).', {
      hint: 'It has expired, was revoked, or the secret holds something else. Make a new one and update the secret.'
    }),
  permission: (fault, situation) =>
    new UpdateError(
      'no-permission',
      `GitHub refused ${situation.action}: the token may not (${quoted(fault)}).`,
      {
        hint: permissionHint(fault, situation)
      }
    ),
  'not-found': (_, { repository, token, rights }) => notFoundError(repository, token, rights),
  unsupported: (fault, { action, branch }) =>
    new UpdateError('unavailable', `This GitHub does not know what ${action} takes: ${quoted(fault)}.`, {
      hint:
        'A GitHub Enterprise Server of a release that is still supported knows it.' +
        (/updateRefs/i.test(fault.message)
          ? ` Until it is upgraded, delete the branch "${branch}" before the job runs again: only a leftover one takes this.`
          : '')
    }),
  unavailable: (fault, { action }) =>
    new UpdateError('unavailable', `GitHub gave no proper answer to ${action}: ${quoted(fault)}.`, {
      hint:
        fault.status === 0
          ? 'Does this machine reach GitHub (name resolution, proxy, GITHUB_API_URL)? If so, run the job again.'
          : 'See https://www.githubstatus.com and run the job again.'
    })
}

/** The error for a repository that the token does not show: GitHub answers "not found" for "not allowed" too. */
export const notFoundError = (repository: string, token: TokenKind, rights: readonly string[]): UpdateError =>
  new UpdateError('no-access', `Repository ${repository} was not found with this token.`, {
    hint:
      'GitHub says so too when the token may not see it. Check "repository". ' +
      (token === 'installation'
        ? 'A job\'s own token reaches only its own repository: give "token" a personal access token or a GitHub App token with ' +
          `${rights.join(' and ')} on ${repository}.`
        : howToGrant(token, repository, rights))
  })

/** What a person should be told of a fault. */
export function refusalOf(fault: Fault, situation: Situation): UpdateError {
  const explain = EXPLANATIONS[causeOf(fault)]
  if (explain !== undefined) return explain(fault, situation)
  return new UpdateError('unavailable', `GitHub refused ${situation.action}: ${quoted(fault)}.`, {
    hint: 'If this is not about your repository, please report it with this line.'
  })
}
