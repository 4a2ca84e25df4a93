import type { Operation } from '../yaml/operation.ts'
import type { Target } from './target.ts'
import type { Writing } from './write-field.ts'

const key = (operation: Operation): unknown => (operation.kind === 'set' ? operation.node : operation)

/** Whether the place was found by a mark or a pointer, which may be on a part of a place that another format found. */
const isFoundByPart = ({ slot }: Target): boolean =>
  slot.format === 'flux-marker' || slot.format === 'yaml-field'

/** Positions of the targets that only do what is done in a place around them: one change, told once. */
export function repeatedTargets(
  targets: readonly Target[],
  writings: readonly Writing[]
): ReadonlySet<number> {
  const done = new Set(
    targets.flatMap((target, index) =>
      isFoundByPart(target) ? [] : (writings[index]?.operations ?? []).map(key)
    )
  )
  const repeated = targets.flatMap((target, index) =>
    isFoundByPart(target) && writings[index]?.operations.every((each) => done.has(key(each))) ? [index] : []
  )
  return new Set(repeated)
}
