import { isBranchName } from '../core/branch-name.ts'
import type { RunContext } from '../ports/run-context.ts'
import type { Problems } from './problems.ts'
import { branchName, type RawInputs } from './raw.ts'
import type { Settings } from './settings.ts'

function readRepository(raw: RawInputs, otherwise: string, problems: Problems): Settings['repository'] {
  const text = raw.repository.trim() || otherwise
  if (text === '' && raw.checkout.trim() !== '') return undefined
  const match = /^([A-Za-z0-9._-]+)\/([A-Za-z0-9._-]+)$/.exec(text)
  if (match === null)
    problems.add('repository', `"${text}" is not the name of a repository. Write "owner/name".`)
  return { owner: match?.[1] ?? '', name: match?.[2] ?? '' }
}

function readBranch(raw: RawInputs, problems: Problems): string | undefined {
  const branch = branchName(raw)
  if (branch === '') return undefined
  if (!isBranchName(branch)) problems.add('branch', `"${branch}" is not the name of a branch.`)
  return branch
}

/** The token; a checkout has credentials of its own, so that with one it may be empty but where pull requests may be opened. */
function readToken(raw: RawInputs, problems: Problems): string {
  const token = raw.token.trim()
  const isNeeded =
    raw.checkout.trim() === '' ||
    [raw.mode, raw['if-protected']].some((text) => text.trim() === 'pull-request')
  if (token === '' && isNeeded) {
    problems.add(
      'token',
      'it is empty. Is the secret set in this repository, and does this event (a fork, Dependabot) have access to it?'
    )
  }
  return token
}

/** Reads the inputs that say where the GitOps repository is. With a checkout, its remote says which repository it is. */
export function readDestination(
  raw: RawInputs,
  context: RunContext,
  problems: Problems
): Pick<Settings, 'repository' | 'branch' | 'token' | 'checkout'> {
  const checkout = raw.checkout.trim() || undefined
  return {
    repository: readRepository(raw, checkout === undefined ? context.repository : '', problems),
    branch: readBranch(raw, problems),
    token: readToken(raw, problems),
    checkout
  }
}
