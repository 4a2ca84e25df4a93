import { formatReference } from '../image/reference.ts'
import { lastSegment } from '../last-segment.ts'
import { inTextOrder, type Edit } from '../yaml/edit.ts'
import { lineStart } from '../yaml/lines.ts'
import { placeAt } from '../yaml/place.ts'
import { changedPlaces, versionOf } from './changed-field.ts'
import type { Draft } from './draft.ts'
import type { Slot } from './format.ts'
import type { Change, Notice, SettledImage } from './manifest.ts'
import { toldName } from './parts.ts'
import { repeatedTargets } from './repeated.ts'
import { staleCommentNotices } from './stale-comment.ts'
import type { Target } from './target.ts'
import type { Verified } from './verify.ts'

const spelled = ({ place, image, from, to }: Change): string =>
  [place.line, image, formatReference(from), formatReference(to)].join(' ')

/** Changes of one file, each once: places that share a value through an anchor change in one line. */
export const eachOnce = (changes: readonly Change[]): readonly Change[] =>
  [...new Map(changes.toReversed().map((change) => [spelled(change), change])).values()].toReversed()

/** The places that the update changed, in the text after it. */
export function changesOf(
  { file: original, targets, writings, additions }: Draft,
  { file, slots }: Verified
): readonly Change[] {
  const [earlier, later] = [versionOf(original), versionOf(file)]
  // Equal wishes for one slot are one change.
  const first = new Map(targets.toReversed().map((target) => [target.slot, target]))
  const repeated = repeatedTargets(targets, writings)
  const changed = targets.filter(
    (target, index) =>
      writings[index]?.operations.length !== 0 && first.get(target.slot) === target && !repeated.has(index)
  )
  const updated = changed.map(({ slot, wanted, to }) => {
    const written = slots.get(slot.path) ?? slot
    const [place, ...also] = changedPlaces(later, written, slot)
    const from = toldName(slot.reference, wanted)
    const isNameless = slot.fields.kind === 'separate' && slot.fields.name === undefined
    const whole = isNameless ? { ...to, name: written.reference.name } : to
    return {
      place,
      also,
      before: changedPlaces(earlier, slot, written)[0],
      format: slot.toldFormat ?? slot.format,
      image: wanted.name,
      from,
      to: toldName(whole, wanted)
    }
  })
  const added = additions.map(({ wanted, to }) => {
    const entry = [...slots.values()].findLast((slot) => slot.name === wanted.name)
    const [place, ...also] = entry === undefined ? [later.placeOf(0)] : changedPlaces(later, entry, undefined)
    return {
      place,
      also,
      before: undefined,
      format: entry?.toldFormat ?? entry?.format ?? 'kustomization',
      image: wanted.name,
      from: { name: wanted.name },
      to
    }
  })
  return eachOnce([...updated, ...added])
}

/** What places hold: after an update, where their slots in the text after it are given. */
export const settledTargets = (
  targets: readonly Target[],
  slots: ReadonlyMap<string, Slot> = new Map()
): readonly SettledImage[] =>
  targets.map(({ slot, wanted }) => ({
    wanted,
    reference: toldName(slots.get(slot.path)?.reference ?? slot.reference, wanted)
  }))

/** What all places that are named hold after the update, those that stay as they are among them. */
export const settledImages = (
  { targets, additions }: Draft,
  slots: ReadonlyMap<string, Slot>
): readonly SettledImage[] => [
  ...settledTargets(targets, slots),
  ...additions.map(({ wanted, to }) => ({ wanted, reference: to }))
]

/** Where the lines begin that edits have changed, in the text after them. */
function editedLines(text: string, edits: readonly Edit[]): ReadonlySet<number> {
  let shift = 0
  const lines = new Set<number>()
  for (const edit of inTextOrder(edits)) {
    lines.add(lineStart(text, edit.start + shift))
    shift += edit.text.length - (edit.end - edit.start)
    lines.add(lineStart(text, edit.end + shift))
  }
  return lines
}

/** What a person should know about the places that changed. */
export function noticesOf(
  { targets, writings, cautions: made }: Draft,
  verified: Verified,
  edits: readonly Edit[],
  changes: readonly Change[]
): readonly Notice[] {
  const { file, slots } = verified
  const cautions = targets.flatMap(({ slot }, index) => {
    if (slot.caution === undefined || writings[index]?.operations.length === 0) return []
    return [{ place: placeAt(file, slots.get(slot.path)?.offset ?? slot.offset), message: slot.caution }]
  })
  // Where the last segments agree, it is a mirror or a name in short.
  const misnamed = targets.flatMap(({ slot, wanted }, index) => {
    const { name } = slot.reference
    const isMeant =
      name === '' || wanted.newName !== undefined || lastSegment(name) === lastSegment(wanted.name)
    if (slot.pointedAt !== true || isMeant || writings[index]?.operations.length === 0) return []
    const message = `This names ${name}, not ${wanted.name}: the name stays, with the version of ${wanted.name}.`
    return [{ place: placeAt(file, slots.get(slot.path)?.offset ?? slot.offset), message }]
  })
  const ofNew = made.map(({ wanted, message }) => {
    const slot = [...slots.values()].findLast(({ name }) => name === wanted.name)
    return { place: placeAt(file, slot?.offset ?? 0), message }
  })
  const changed = targets.filter((_, index) => writings[index]?.operations.length !== 0)
  const firstLines = changed.map(({ slot }) => lineStart(file.text, slots.get(slot.path)?.offset ?? 0))
  return [
    ...writings.flatMap((writing) => writing.notices),
    ...cautions,
    ...misnamed,
    ...ofNew,
    ...staleCommentNotices(verified, changes, new Set([...editedLines(file.text, edits), ...firstLines]))
  ]
}
