import type { Merge, MergeState } from './merge-state.ts'

/** What was asked for, and what has come of it so far. */
export interface MergeAttempt {
  /** The commit that is to be merged and nothing beyond it. `undefined` takes what is there. */
  readonly head: string | undefined
  /** Whether the pull request was seen at that commit: before, GitHub may still be behind what was written. */
  readonly isSeen: boolean
  /** Whether GitHub refused to merge later, since nothing keeps it from merging now. */
  readonly isReady: boolean
  /** Whether GitHub, where it is to merge it by itself, would do so with words that are not true any more. */
  readonly isReworded?: boolean
  /** Whether there is no time left to wait for GitHub to work out what it does not know. */
  readonly isLast: boolean
}

/** What to do next about a pull request that is to be merged. */
export type MergeStep =
  | { readonly kind: 'over'; readonly merge: Merge }
  | { readonly kind: 'merge' | 'enqueue' | 'automate' | 'wait' }
  /** A sentence: why it cannot be merged, and what would help. */
  | { readonly kind: 'give-up'; readonly why: string }

const giveUp = (why: string): MergeStep => ({ kind: 'give-up', why })

/** The step for an open pull request that GitHub judges: merge what waits for nothing that is required, and leave the rest to GitHub. */
function stepForStatus({ status, hasQueue }: MergeState, { isReady, isLast }: MergeAttempt): MergeStep {
  switch (status) {
    case 'DRAFT':
      return giveUp('It is a draft: mark it as ready for review, and run this again or merge it.')
    case 'DIRTY':
      return giveUp('It conflicts with its base: resolve the conflict, or close it and delete its branch.')
    case 'UNKNOWN':
      return { kind: isLast ? 'automate' : 'wait' }
    case 'CLEAN':
    case 'HAS_HOOKS':
      return { kind: hasQueue ? 'enqueue' : 'merge' }
    case 'UNSTABLE':
      if (hasQueue) return { kind: 'enqueue' }
      return { kind: isReady ? 'merge' : 'automate' }
    case 'BLOCKED':
    case 'BEHIND':
      return { kind: 'automate' }
  }
}

/** Decides what to do next, so that only the commit asked for is merged, and only by what the rules of its base allow. */
export function mergeStep(state: MergeState, attempt: MergeAttempt): MergeStep {
  if (attempt.head !== undefined && state.head !== attempt.head) {
    if (!attempt.isSeen && !attempt.isLast) return { kind: 'wait' }
    return giveUp('Its branch has moved on: what came on top is for whoever put it there to merge.')
  }
  if (state.state === 'MERGED') return { kind: 'over', merge: 'merged' }
  if (state.state === 'CLOSED') return giveUp('It was closed meanwhile.')
  if (state.isQueued) return { kind: 'over', merge: 'queued' }
  if (state.isDraft) return stepForStatus({ ...state, status: 'DRAFT' }, attempt)
  if (state.isAutomatic && attempt.isReworded !== true && state.status !== 'DIRTY')
    return { kind: 'over', merge: 'automatic' }
  return stepForStatus(state, attempt)
}
