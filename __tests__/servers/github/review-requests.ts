import { requireRight } from './access.ts'
import type { PullRequest } from './pull-request.ts'
import { unprocessable } from './refusal.ts'
import type { Repository } from './repository.ts'
import type { Session } from './session.ts'

/** Whether issues and reviews may be given to a login. */
export const isCollaborator = (repository: Repository, login: string): boolean =>
  login === repository.owner || repository.collaborators.has(login)

const notCollaborator = (repository: Repository): Error =>
  unprocessable(
    'Reviews may only be requested from collaborators. One or more of the users or teams you specified ' +
      `is not a collaborator of the ${repository.nameWithOwner} repository.`
  )

/** Asks users and teams for reviews; all or none. */
export function requestReviews(
  session: Session,
  repository: Repository,
  pullRequest: PullRequest,
  logins: readonly string[],
  teams: readonly string[]
): void {
  requireRight(session, repository, 'pullRequests', 'write', 'RequestReviews')
  if (logins.includes(pullRequest.author))
    throw unprocessable('Review cannot be requested from pull request author.')
  const accounts = logins.map((login) => session.forge.accounts.find(login)?.login ?? login)
  if (!accounts.every((login) => isCollaborator(repository, login))) throw notCollaborator(repository)
  if (!teams.every((slug) => repository.teams.has(slug))) throw notCollaborator(repository)
  pullRequest.reviewers = [...new Set([...pullRequest.reviewers, ...accounts])]
  pullRequest.teamReviewers = [...new Set([...pullRequest.teamReviewers, ...teams])]
}
