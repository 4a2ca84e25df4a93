import type { Findings, Slot, Unreadable } from './format.ts'

const isSlot = (found: Slot | Unreadable): found is Slot => 'reference' in found

/** What was read one by one, sorted into slots and the rest. */
export const findingsOf = (found: readonly (Slot | Unreadable)[]): Findings => ({
  slots: found.filter(isSlot),
  unreadable: found.filter((each): each is Unreadable => !isSlot(each))
})

/** All findings as one. */
export const allFindings = (findings: readonly Findings[]): Findings => ({
  slots: findings.flatMap((each) => each.slots),
  unreadable: findings.flatMap((each) => each.unreadable),
  embedded: findings.flatMap((each) => each.embedded ?? [])
})
