import { isBranchName } from '../core/branch-name.ts'
import type { RunContext } from '../ports/run-context.ts'
import type { Problems } from './problems.ts'
import { branchName, type RawInputs } from './raw.ts'
import type { Settings } from './settings.ts'

const NO_REPOSITORY = {
  step: 'it is empty. Write "owner/name".',
  command: 'it is empty. Say "--repository owner/name", or "--checkout PATH" for a clone of it.'
}

const NO_TOKEN = {
  step: 'it is empty. Is the secret set in this repository, and does this event (a fork, Dependabot) have access to it?',
  command: 'it is empty. Set GITOPS_IMAGE_UPDATE_TOKEN or GITHUB_TOKEN, or work in a clone with "--checkout".'
}

const readerOf = ({ isCommand }: RunContext): 'step' | 'command' => (isCommand ? 'command' : 'step')

function readRepository(raw: RawInputs, context: RunContext, problems: Problems): Settings['repository'] {
  const otherwise = raw.checkout.trim() === '' ? context.repository : ''
  const text = raw.repository.trim() || otherwise
  if (text === '' && raw.checkout.trim() !== '') return undefined
  const match = /^([A-Za-z0-9._-]+)\/([A-Za-z0-9._-]+)$/.exec(text)
  if (match === null) {
    const why = `"${text}" is not the name of a repository. Write "owner/name".`
    problems.add('repository', text === '' ? NO_REPOSITORY[readerOf(context)] : why)
  }
  return { owner: match?.[1] ?? '', name: match?.[2] ?? '' }
}

function readBranch(raw: RawInputs, problems: Problems): string | undefined {
  const branch = branchName(raw)
  if (branch === '') return undefined
  if (!isBranchName(branch)) problems.add('branch', `"${branch}" is not the name of a branch.`)
  return branch
}

/** Whether something is asked of GitHub besides reading and committing, which a checkout does with credentials of its own. */
const takesGitHub = (raw: RawInputs): boolean =>
  [raw.mode, raw['if-protected']].some((text) => text.trim() === 'pull-request') ||
  (raw.mode.trim() !== 'dry-run' && `${raw['wait-for']}${raw.environment}`.trim() !== '')

/** The token, which may be empty with a checkout that is all that is worked with. */
function readToken(raw: RawInputs, context: RunContext, problems: Problems): string {
  const token = raw.token.trim()
  const isNeeded = raw.checkout.trim() === '' || takesGitHub(raw)
  if (token === '' && isNeeded) problems.add('token', NO_TOKEN[readerOf(context)])
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
    repository: readRepository(raw, context, problems),
    branch: readBranch(raw, problems),
    token: readToken(raw, context, problems),
    checkout
  }
}
