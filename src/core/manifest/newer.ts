import type { Node } from 'yaml'
import { orderReferences, type Ordering } from '../version/order.ts'
import { orderByOrigin, type Origins } from '../version/origin.ts'
import type { Ancestries } from '../version/ancestry.ts'
import { formatPlace } from '../error.ts'
import type { YamlFile } from '../yaml/document.ts'
import { changedPlaces, versionOf } from './changed-field.ts'
import type { Slot } from './format.ts'
import type { KeptImage } from './manifest.ts'
import { toldName } from './parts.ts'
import { wantedTexts } from './sharing.ts'
import type { Target } from './target.ts'

/** How to judge whether a place names a newer version than the one wanted. */
export interface Judgement {
  /** What is known of commits. */
  readonly ancestries: Ancestries
  /** What versions were written for, where that may tell what they do not. */
  readonly origins?: Origins | undefined
  /** The names of wanted images that are written whatever is there. */
  readonly exempt: ReadonlySet<string>
}

/** A target that stays as it is, for it names a newer version. */
export interface KeptTarget {
  readonly target: Target
  readonly reason: string
}

/** The targets to write, and those that stay. */
export interface JudgedTargets {
  readonly targets: readonly Target[]
  readonly kept: readonly KeptTarget[]
}

const hasTag = ({ slot, to }: Target): boolean => (slot.reference.tag ?? to.tag) !== undefined

const valuesOf = (target: Target): readonly Node[] =>
  wantedTexts(target).flatMap(([{ value }]) => (value === undefined ? [] : [value]))

/** Targets that are one with others: two formats found one value, or one place holds the digest of what another holds the tag of. */
function bound(rest: readonly Target[], kept: readonly KeptTarget[]): readonly KeptTarget[] {
  const holder = new Map(kept.flatMap((each) => valuesOf(each.target).map((value) => [value, each] as const)))
  return rest.flatMap((target) => {
    const sharing = valuesOf(target).flatMap((value) => holder.get(value) ?? [])
    const tagged = kept.filter((each) => each.target.index === target.index)
    const isWritten = rest.some((other) => other.index === target.index && hasTag(other))
    const [reason] = [...sharing, ...(hasTag(target) || isWritten ? [] : tagged)].map((each) => each.reason)
    return reason === undefined ? [] : [{ target, reason }]
  })
}

function judge({ slot, to, wanted }: Target, { ancestries, origins }: Judgement): Ordering {
  const ordering = orderReferences(to, slot.reference, ancestries)
  return ordering.isUntold === true && origins !== undefined
    ? orderByOrigin(ordering, toldName(slot.reference, wanted), origins, ancestries)
    : ordering
}

/** Sorts out the targets that name a newer version than the one wanted. Tag and digest stay together. */
export function keepNewer(targets: readonly Target[], judgement: Judgement): JudgedTargets {
  const older = targets.flatMap((target): readonly KeptTarget[] => {
    const { order, reason } = judge(target, judgement)
    return order === 'older' && !judgement.exempt.has(target.wanted.name) ? [{ target, reason }] : []
  })
  if (older.length === 0) return { targets, kept: [] }
  const without = (kept: readonly KeptTarget[]): readonly Target[] =>
    targets.filter((target) => !kept.some((each) => each.target === target))
  const kept = [...older, ...bound(without(older), older)]
  return { targets: without(kept), kept }
}

/** What stays, as people are told of it: each value once, where it stands after the update. */
export function keptImages(
  kept: readonly KeptTarget[],
  before: YamlFile,
  after: YamlFile,
  slots: readonly Slot[]
): readonly KeptImage[] {
  const [earlier, later] = [versionOf(before), versionOf(after)]
  const byPath = new Map(slots.map((slot) => [slot.path, slot]))
  const images = kept.map(({ target: { slot, to, wanted }, reason }) => ({
    place: changedPlaces(later, byPath.get(slot.path) ?? slot, undefined)[0],
    before: changedPlaces(earlier, slot, undefined)[0],
    image: wanted.name,
    stays: toldName(slot.reference, wanted),
    refused: toldName(to, wanted),
    reason
  }))
  return [
    ...new Map(images.toReversed().map((each) => [formatPlace(each.place), each])).values()
  ].toReversed()
}
