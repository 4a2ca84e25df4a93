import type { PullRequests } from '../../ports/pull-requests.ts'
import { closePullRequest, closeReplaced } from './close-pull-request.ts'
import { commitSituation } from './commit-situation.ts'
import { ahead } from './comparison.ts'
import type { Connection } from './connection.ts'
import { giveExtras } from './extras.ts'
import { mergeBase } from './merge-base.ts'
import { openPullRequest } from './open-pull-request.ts'
import { moreSiblings, siblingBranches } from './siblings.ts'
import { rebuildPullRequest, updatePullRequest } from './update-pull-request.ts'

/** The pull requests of the GitOps repository, at GitHub. */
export const gitHubPullRequests = (connection: Connection): PullRequests => ({
  open: (request) => openPullRequest(connection, request),
  update: (update) => updatePullRequest(connection, update),
  rebuild: (rebuild) => rebuildPullRequest(connection, rebuild),
  annotate: ({ pullRequest, commit, annotations }) =>
    giveExtras(connection, annotations, pullRequest.id, commitSituation(connection, commit)),
  ahead: (base, branch) => ahead(connection, base, branch),
  mergeBase: (merge) => mergeBase(connection, merge),
  close: (repository, closing) => closePullRequest(connection, repository, closing),
  moreSiblings: (base, head, after) => moreSiblings(connection, base, head, after),
  siblingBranches: (siblings) => siblingBranches(connection, siblings),
  closeReplaced: (repository, closings) => closeReplaced(connection, repository, closings)
})
