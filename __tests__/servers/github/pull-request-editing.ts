import { requireRight } from './access.ts'
import type { PullRequest } from './pull-request.ts'
import { checkTexts } from './pull-request-opening.ts'
import { invalid } from './refusal.ts'
import type { Repository } from './repository.ts'
import type { Session } from './session.ts'

/** The fields of a pull request to change; what is undefined stays. */
export interface PullRequestEdit {
  readonly title?: string | undefined
  readonly body?: string | undefined
  readonly base?: string | undefined
  readonly state?: 'OPEN' | 'CLOSED' | undefined
  readonly maintainerCanModify?: boolean | undefined
}

/** Opens a closed pull request again, if its branch is still what it was. */
export async function reopen(repository: Repository, pullRequest: PullRequest): Promise<void> {
  if (pullRequest.state === 'MERGED')
    throw invalid('PullRequest', 'state cannot be changed. The pull request is merged.')
  if (pullRequest.isOpen) return
  const { head, base, headOid, headAtClose = headOid } = pullRequest
  const [headNow, baseNow] = await Promise.all([repository.head(head), repository.head(base)])
  if (headNow === undefined)
    throw invalid('PullRequest', `state cannot be changed. The ${head} branch has been deleted.`)
  if (!(await repository.git.history.isAncestor(headAtClose, headNow)))
    throw invalid('PullRequest', `state cannot be changed. The ${head} branch was force-pushed or recreated.`)
  if (baseNow === undefined || !(await repository.git.history.isAhead(headNow, baseNow)))
    throw invalid('PullRequest', `state cannot be changed. There are no new commits on the ${head} branch.`)
  pullRequest.state = 'OPEN'
  pullRequest.closedAt = undefined
  pullRequest.headOid = headNow
}

/** Changes a pull request for a request. */
export async function editPullRequest(
  session: Session,
  repository: Repository,
  pullRequest: PullRequest,
  edit: PullRequestEdit
): Promise<void> {
  requireRight(session, repository, 'pullRequests', 'write', 'UpdatePullRequest')
  checkTexts(edit.title ?? pullRequest.title, edit.body ?? pullRequest.body)
  const base = edit.base?.replace(/^refs\/heads\//, '')
  if (base !== undefined && base !== pullRequest.base) {
    if ((await repository.head(base)) === undefined)
      throw invalid('PullRequest', `Proposed base branch '${base}' was not found`)
    pullRequest.base = base
  }
  pullRequest.title = edit.title ?? pullRequest.title
  pullRequest.body = edit.body ?? pullRequest.body
  pullRequest.maintainerCanModify = edit.maintainerCanModify ?? pullRequest.maintainerCanModify
  if (edit.state === 'CLOSED' && pullRequest.isOpen) pullRequest.close()
  if (edit.state === 'OPEN') await reopen(repository, pullRequest)
}
