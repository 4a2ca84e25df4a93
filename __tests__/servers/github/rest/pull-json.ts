import { mergeableOf, mergeStateOf } from '../mergeability.ts'
import { nodeId } from '../node-id.ts'
import type { PullRequest } from '../pull-request.ts'
import type { Repository } from '../repository.ts'
import type { Session } from '../session.ts'
import { apiUrl, loginJson } from './json.ts'

const branchJson = (session: Session, owner: string, name: string, sha: string | null): object => ({
  label: `${owner}:${name}`,
  ref: name,
  sha,
  user: loginJson(session, owner)
})

/** A label as REST shows it. */
export function labelJson(repository: Repository, name: string): object {
  const { id, color, description } = repository.addLabel(name)
  return { id, node_id: nodeId('Label', repository.id, id), name, color, description, default: false }
}

/** A pull request as REST shows it. */
export async function pullRequestJson(
  session: Session,
  repository: Repository,
  pull: PullRequest
): Promise<object> {
  const { lag, accounts } = session.forge
  const mergeable = await mergeableOf(repository, pull, lag)
  const milestone = repository.milestones.find(({ number }) => number === pull.milestone)
  return {
    id: repository.id * 100_000 + pull.number,
    node_id: nodeId('PullRequest', repository.id, pull.number),
    number: pull.number,
    state: pull.isOpen ? 'open' : 'closed',
    title: pull.title,
    body: pull.body,
    draft: pull.isDraft,
    merged: pull.state === 'MERGED',
    merged_at: pull.state === 'MERGED' ? (pull.closedAt?.toISOString() ?? null) : null,
    merge_commit_sha: pull.mergeCommitOid ?? null,
    mergeable: mergeable === 'UNKNOWN' ? null : mergeable === 'MERGEABLE',
    mergeable_state: (await mergeStateOf(repository, pull, lag)).toLowerCase(),
    maintainer_can_modify: pull.maintainerCanModify,
    user: loginJson(session, pull.author),
    labels: pull.labels.map((name) => labelJson(repository, name)),
    assignees: pull.assignees.map((login) => loginJson(session, login)),
    requested_reviewers: pull.reviewers.map((login) => loginJson(session, login)),
    requested_teams: pull.teamReviewers.map((slug) => {
      const { id } = accounts.addTeam(repository.owner, slug)
      return { id, node_id: nodeId('Team', id), slug, name: slug }
    }),
    milestone: milestone === undefined ? null : { ...milestone, state: milestone.state.toLowerCase() },
    auto_merge: pull.autoMerge === undefined ? null : { merge_method: pull.autoMerge.method.toLowerCase() },
    head: branchJson(session, pull.headOwner ?? repository.owner, pull.head, pull.headOid),
    base: branchJson(session, repository.owner, pull.base, (await repository.head(pull.base)) ?? null),
    url: apiUrl(session, repository, 'pulls', String(pull.number)),
    html_url: session.url(repository, 'pull', pull.number),
    created_at: pull.createdAt.toISOString()
  }
}
