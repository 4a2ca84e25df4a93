import type { OpenRequest } from '../../ports/pull-requests.ts'
import type { Commit } from '../../ports/repository.ts'
import type { Step } from './mutation.ts'

/** The step that puts the branch where the commit goes, or straight on a commit that is written already. */
export function branchSteps(
  { commit, start }: Pick<OpenRequest, 'commit' | 'start'>,
  written: Commit | undefined
): readonly Step[] {
  const { repository, branch, parent } = commit
  const repositoryId = repository.id
  const name = `refs/heads/${branch}`
  const target = written?.oid ?? parent
  if (start.kind === 'create') {
    const input = { repositoryId, name, oid: target }
    return [
      {
        alias: 'branch',
        field: 'createRef',
        inputType: 'CreateRefInput',
        input,
        selection: '{ ref { id } }',
        result: 'ref'
      }
    ]
  }
  const from = start.kind === 'move' ? start.from : parent
  if (from === target) return []
  const input = {
    repositoryId,
    refUpdates: [{ name, beforeOid: from, afterOid: target, force: start.kind === 'move' }]
  }
  return [moveStep(input)]
}

/** The step that moves branches, all or none, each from where it must still be. */
export const moveStep = (input: Step['input']): Step => ({
  alias: 'branch',
  field: 'updateRefs',
  inputType: 'UpdateRefsInput',
  input,
  selection: '{ __typename }'
})

/** The step that opens the pull request. */
export const openStep = ({ commit, base, title, body }: OpenRequest, draft: boolean): Step => ({
  alias: 'pullRequest',
  field: 'createPullRequest',
  inputType: 'CreatePullRequestInput',
  input: {
    repositoryId: commit.repository.id,
    baseRefName: base,
    headRefName: commit.branch,
    title,
    body,
    draft
  },
  selection: '{ pullRequest { id number url } }',
  result: 'pullRequest'
})
