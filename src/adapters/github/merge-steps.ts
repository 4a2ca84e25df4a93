import type { MergeMethod } from '../../core/merge/merge-state.ts'
import type { MergeRequest } from '../../ports/merging.ts'
import type { Step } from './mutation.ts'

const METHODS: Readonly<Record<MergeMethod, string>> = { merge: 'MERGE', squash: 'SQUASH', rebase: 'REBASE' }

const inputOf = ({ pullRequest, head }: MergeRequest) => ({
  pullRequestId: pullRequest.id,
  expectedHeadOid: head
})

const wordedInput = (request: MergeRequest) => ({
  ...inputOf(request),
  mergeMethod: METHODS[request.method],
  ...(request.message && { commitHeadline: request.message.headline, commitBody: request.message.body })
})

/** The step that merges at once. */
export const mergeStep = (request: MergeRequest): Step => ({
  alias: 'merge',
  field: 'mergePullRequest',
  inputType: 'MergePullRequestInput',
  input: wordedInput(request),
  selection: '{ pullRequest { mergeCommit { oid url } } }',
  result: 'pullRequest'
})

/** The step that has it merged once what is required is met. */
export const automateStep = (request: MergeRequest): Step => ({
  alias: 'automate',
  field: 'enablePullRequestAutoMerge',
  inputType: 'EnablePullRequestAutoMergeInput',
  input: wordedInput(request),
  selection: '{ clientMutationId __typename }'
})

/** The step that has it not merged by itself any more. */
export const disableStep = ({ pullRequest }: MergeRequest): Step => ({
  alias: 'disable',
  field: 'disablePullRequestAutoMerge',
  inputType: 'DisablePullRequestAutoMergeInput',
  input: { pullRequestId: pullRequest.id },
  selection: '{ clientMutationId __typename }'
})

/** The step that puts it at the end of the merge queue, which has a method of its own. */
export const enqueueStep = (request: MergeRequest): Step => ({
  alias: 'enqueue',
  field: 'enqueuePullRequest',
  inputType: 'EnqueuePullRequestInput',
  input: inputOf(request),
  selection: '{ clientMutationId __typename }'
})
