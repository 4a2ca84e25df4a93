import type { Change } from '../core/manifest/manifest.ts'
import { compareImages } from '../core/plan/compare.ts'
import { surroundingsOf } from '../core/plan/surroundings.ts'
import type { Plan } from '../core/plan/plan.ts'
import type { PlannedFile } from '../core/plan/planned-file.ts'

/**
 * All that a pull request will propose: what is on its branch already, by whichever run, and this plan on top.
 *
 * @param base - the files on the branch that the pull request is for
 * @param ground - the same files on the pull request's branch, that the plan was made from
 */
export function proposedChanges(
  base: readonly PlannedFile[],
  ground: readonly PlannedFile[],
  plan: Plan
): readonly Change[] {
  const before = new Map(base.map((file) => [file.path, file.text]))
  const planned = new Map(plan.files.map((file) => [file.path, file.text]))
  return ground.flatMap(({ path, text, aims }) => {
    const from = before.get(path)
    const to = planned.get(path) ?? text
    if (from === undefined || to === undefined || from === to) return []
    const surroundings = surroundingsOf({ aims }, plan.scope)
    return compareImages({ path, text: from }, { path, text: to }, surroundings)
  })
}
