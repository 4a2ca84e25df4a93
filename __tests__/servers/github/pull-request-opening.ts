import { requireRight } from './access.ts'
import type { PullRequest } from './pull-request.ts'
import { forbidden, invalid, Refusal } from './refusal.ts'
import type { Repository } from './repository.ts'
import type { Session } from './session.ts'
import { refForWriting } from './visible-ref.ts'

/** A pull request as a request wants it. */
export interface WantedPullRequest {
  readonly title: string
  readonly body: string
  readonly base: string
  /** A branch, or `owner:branch`. */
  readonly head: string
  readonly draft: boolean
  readonly maintainerCanModify: boolean
}

const longestBody = 65_536

const branchOf = (name: string): string => name.replace(/^refs\/heads\//, '')

/** Throws unless the title and the body are acceptable. */
export function checkTexts(title: string, body: string): void {
  if (title.trim() === '') throw invalid('PullRequest', "Title can't be blank")
  if (body.length > longestBody)
    throw invalid('PullRequest', `Body is too long (maximum is ${longestBody} characters)`)
}

function unresolved(base: string, head: string, hasBase: boolean, hasHead: boolean): Refusal {
  const reasons = [
    "Head sha can't be blank",
    "Base sha can't be blank",
    `No commits between ${base} and ${head}`
  ]
  if (!hasHead) reasons.push('Head ref must be a branch')
  if (!hasBase) reasons.push('Base ref must be a branch')
  const field = hasHead ? 'base' : 'head'
  return new Refusal(reasons.join(', '), {
    kind: 'unresolved-branch',
    type: 'UNPROCESSABLE',
    restMessage: 'Validation Failed',
    restErrors: [{ resource: 'PullRequest', field, code: 'invalid' }]
  })
}

/** The refusal to open a second pull request for the same two branches. */
const alreadyExists = (owner: string, head: string): Refusal =>
  invalid('PullRequest', `A pull request already exists for ${owner}:${head}.`)

/** Opens a pull request for a request, or says why not. */
export async function openPullRequest(
  session: Session,
  repository: Repository,
  wanted: WantedPullRequest
): Promise<PullRequest> {
  requireRight(session, repository, 'pullRequests', 'write', 'CreatePullRequest')
  const { settings, owner } = repository
  if (session.token?.kind === 'github-actions' && !settings.actionsMayCreatePullRequests)
    throw forbidden('GitHub Actions is not permitted to create or approve pull requests.')
  checkTexts(wanted.title, wanted.body)
  const base = branchOf(wanted.base)
  const head = branchOf(
    wanted.head.startsWith(`${owner}:`) ? wanted.head.slice(owner.length + 1) : wanted.head
  )
  const baseOid = await refForWriting(session, repository, `refs/heads/${base}`)
  const headOid = await refForWriting(session, repository, `refs/heads/${head}`)
  if (baseOid === undefined || headOid === undefined)
    throw unresolved(base, head, baseOid !== undefined, headOid !== undefined)
  const isSame = (other: PullRequest): boolean =>
    other.isOpen && other.head === head && other.base === base && other.headOwner === undefined
  if (repository.pullRequests.some(isSame)) throw alreadyExists(owner, head)
  if (!(await repository.git.history.isAhead(headOid, baseOid)))
    throw invalid(
      'PullRequest',
      `No commits between ${base} and ${head}`,
      `No commits between ${base} and ${owner}:${head}`
    )
  if (wanted.draft && !settings.draftsAllowed)
    throw invalid('PullRequest', 'Draft pull requests are not supported in this repository.')
  if (repository.pullRequests.some(isSame)) throw alreadyExists(owner, head)
  const pullRequest = repository.addPullRequest({
    title: wanted.title,
    body: wanted.body,
    base,
    head,
    headOid,
    headOwner: undefined,
    author: session.viewer.login,
    isDraft: wanted.draft,
    maintainerCanModify: wanted.maintainerCanModify
  })
  repository.openedBy.set(pullRequest.number, session.request.number)
  return pullRequest
}
