import { formatPlace } from '../core/error.ts'
import type { Change } from '../core/manifest/manifest.ts'
import { compareImages } from '../core/plan/compare.ts'
import { findMarked, proposalKey } from '../core/plan/proposal-marker.ts'
import { surroundingsOf } from '../core/plan/surroundings.ts'
import type { Plan } from '../core/plan/plan.ts'
import type { PlannedFile } from '../core/plan/planned-file.ts'

/** The branch that a pull request is for. */
export interface ProposalBase {
  readonly files: readonly PlannedFile[]
  readonly head: string
  /** The same files where the branch of the pull request was cut, where it goes on from there. */
  readonly forked?: readonly PlannedFile[]
}

/**
 * All that a pull request will propose: what is on its branch already, by whomever, and this plan on top. A place that the branch has
 * not touched since it was cut differs because the base did. Where the base has moved on since the body was written, only what that
 * body remembers counts.
 *
 * @param ground - the same files on the pull request's branch, that the plan was made from
 * @param body - the body of the open pull request, where there is one
 */
export function proposedChanges(
  { files: base, head, forked = [] }: ProposalBase,
  ground: readonly PlannedFile[],
  plan: Plan,
  body = ''
): readonly Change[] {
  const before = new Map(base.map((file) => [file.path, file.text]))
  const planned = new Map(plan.files.map((file) => [file.path, file.text]))
  const changed = new Set(plan.changes.map(({ place }) => formatPlace(place)))
  const atFork = new Map(forked.map((file) => [file.path, file.text]))
  const differing = ground.flatMap(({ path, text, aims }) => {
    const from = before.get(path)
    const to = planned.get(path) ?? text
    if (from === undefined || to === undefined || from === to) return []
    const surroundings = surroundingsOf({ aims }, plan.scope)
    const since = (earlier: string): readonly Change[] =>
      compareImages({ path, text: earlier }, { path, text: to }, surroundings, plan.wanted)
    const fork = atFork.get(path)
    if (fork === undefined) return since(from)
    const touched = new Set(since(fork).map(proposalKey))
    return since(from).filter(
      (change) => touched.has(proposalKey(change)) || changed.has(formatPlace(change.place))
    )
  })
  const memory = findMarked(body)?.memory
  if (memory?.proposed === undefined || memory.base === head) return differing
  const { proposed } = memory
  return differing.filter(
    (change) => proposed.has(proposalKey(change)) || changed.has(formatPlace(change.place))
  )
}
