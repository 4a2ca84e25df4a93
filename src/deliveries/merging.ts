import type { Merge, MergeMethod, MergeState } from '../core/merge/merge-state.ts'
import { mergeStep, type MergeStep } from '../core/merge/merge-step.ts'
import type { Clock } from '../ports/clock.ts'
import type { Merging } from '../ports/merging.ts'
import type { Commit, CommitMessage } from '../ports/repository.ts'
import type { ObjectId } from '../ports/snapshot.ts'

/** A pull request that is to be merged. */
export interface MergeWish {
  readonly pullRequest: number
  /** The commit to merge, and nothing beyond it; `undefined` takes what is there. */
  readonly head: ObjectId | undefined
  readonly method: MergeMethod
  /** What the commit of a squash says; GitHub's own words where it is left out. */
  readonly message: CommitMessage | undefined
  /** Whether this run has changed what is to be merged, so that what an earlier run had GitHub say of it is not true any more. */
  readonly isReworded: boolean
}

/** What became of the wish. */
export interface MergeResult {
  /** `undefined` where it was not merged and will not be by itself. */
  readonly merge: Merge | undefined
  /** The commit that brought it into the base, where it was merged. */
  readonly commit: Commit | undefined
  readonly warnings: readonly string[]
}

/** The waits before each look, in milliseconds: GitHub takes a moment to work out whether a new pull request merges. */
const WAITS = [0, 1000, 2000, 3000, 5000]

const NOT_WORKED_OUT =
  'GitHub has not worked out yet whether it can be: run this again, or merge it on its page.'
const BEHIND =
  'It is merged once it is up to date with its base: press "Update branch" on its page, since GitHub does not do so by itself.'

const notMerged = ({ pullRequest }: MergeWish, why: string): MergeResult => ({
  merge: undefined,
  commit: undefined,
  warnings: [`Pull request #${String(pullRequest)} is not merged. ${why}`]
})

const left = (merge: Merge, { status, mergeCommit }: MergeState): MergeResult => ({
  merge,
  commit: mergeCommit,
  warnings: merge === 'automatic' && status === 'BEHIND' ? [BEHIND] : []
})

/** What the answers so far tell beyond what is to be seen. */
interface Learnt {
  readonly isSeen: boolean
  readonly isReady: boolean
  readonly hasQueue: boolean
  /** Why it is not merged yet. */
  readonly why: string
}

/** Does one step. */
async function take(
  merging: Merging,
  wish: MergeWish,
  state: MergeState,
  step: MergeStep
): Promise<MergeResult | Partial<Learnt>> {
  if (step.kind === 'over') return left(step.merge, state)
  if (step.kind === 'give-up') return notMerged(wish, step.why)
  if (step.kind === 'wait') return {}
  const { method, message } = wish
  const request = { pullRequest: state, head: wish.head ?? state.head, method, message }
  const answer = await merging[step.kind](request)
  switch (answer.kind) {
    case 'merged':
      return left('merged', { ...state, mergeCommit: answer.commit })
    case 'accepted':
      return left(step.kind === 'enqueue' ? 'queued' : 'automatic', state)
    case 'ready':
      return { isReady: true }
    case 'queue-only':
      return { hasQueue: true }
    case 'changed':
      return { why: answer.why }
    case 'refused':
      // What is required is met: that merging later is not allowed need not matter.
      return state.status === 'UNSTABLE' && step.kind === 'automate'
        ? { isReady: true, why: answer.why }
        : notMerged(wish, answer.why)
  }
}

/**
 * Merges a pull request: at once where nothing that is required is left to wait for, else by GitHub as soon as that is met. Looks
 * again where it was not what it seemed, for about ten seconds.
 *
 * @throws UpdateError where the pull request cannot be looked at
 */
export async function mergePullRequest(
  merging: Merging,
  clock: Clock,
  wish: MergeWish
): Promise<MergeResult> {
  let learnt: Learnt = { isSeen: false, isReady: false, hasQueue: false, why: NOT_WORKED_OUT }
  for (const [round, wait] of WAITS.entries()) {
    await clock.sleep(wait)
    const seen = await merging.look(wish.pullRequest)
    const state = { ...seen, hasQueue: seen.hasQueue || learnt.hasQueue }
    const isLast = round === WAITS.length - 1
    const { isSeen, isReady } = learnt
    const step = mergeStep(state, { head: wish.head, isSeen, isReady, isLast, isReworded: wish.isReworded })
    const taken = await take(merging, wish, state, step)
    if ('warnings' in taken) return taken
    learnt = { ...learnt, ...taken, isSeen: isSeen || state.head === wish.head }
  }
  return notMerged(wish, learnt.why)
}
