import { UpdateError } from '../error.ts'
import { isSameImage } from '../image/name.ts'
import { equalReferences, formatReference } from '../image/reference.ts'
import { fulfil, type Wanted } from '../image/wanted.ts'
import type { YamlFile } from '../yaml/document.ts'
import { excerptAt, placeAt } from '../yaml/place.ts'
import { refuseConflicts } from './conflict.ts'
import type { Slot, Surroundings } from './format.ts'
import { refuseLosses } from './loss.ts'
import { markedPart, markedWish } from './marked-part.ts'
import { withName, writable } from './parts.ts'
import { isPolicyName } from './policy-marker.ts'
import type { Target } from './target.ts'

const ambiguous = (file: YamlFile, slot: Slot, message: string, hint: string): UpdateError =>
  new UpdateError('ambiguous-image', message, {
    hint,
    place: placeAt(file, slot.offset),
    excerpt: excerptAt(file, slot.offset)
  })

const lineOf = (file: YamlFile, slot: Slot): string => `line ${placeAt(file, slot.offset).line}`

const linesOf = (file: YamlFile, slots: readonly Slot[]): string =>
  slots.map((slot) => `${formatReference(slot.reference)} (${lineOf(file, slot)})`).join(', ')

/** Whether a new name takes the place of the one that addresses the slot, so that it is found by the new one from then on. */
const isRenamed = ({ fields }: Slot): boolean =>
  fields.kind === 'whole'
    ? fields.address === undefined
    : fields.address === fields.name || (fields.name === undefined && fields.lasting !== undefined)

function byOtherName(file: YamlFile, slots: readonly Slot[], name: string): readonly Slot[] {
  const others = slots.filter((slot) => slot.otherName !== undefined && isSameImage(slot.otherName, name))
  const second = others.find((slot) => slot.name !== others[0]?.name)
  if (second === undefined) return others
  const entries = others.map((slot) => `"${slot.name}" (${lineOf(file, slot)})`).join(', ')
  throw ambiguous(
    file,
    second,
    `${others.length} entries have "${name}" as their new name: ${entries}.`,
    `Name the entry that is meant in "images", as in "${second.name}=*:TAG".`
  )
}

/** The advice to point at a place, at the part of it that holds the version; nothing can point into a block of text. */
function pointingAt(file: YamlFile, { path, fields, document }: Slot): string {
  if (document.within !== undefined) return ''
  const field = path.slice(path.indexOf(':') + 1)
  const key = fields.kind === 'whole' ? undefined : fields.tag?.key
  const pointer = `${file.path}#${key === undefined ? field : field.replace(/[^.]*$/, key)}`
  return `, or point at the place in "manifests" ("${pointer}")`
}

/** Refuses a name without a registry that fits the images of several. */
function refuseHomonyms(file: YamlFile, slots: readonly Slot[], name: string): void {
  const other = slots.find((slot) => !isSameImage(slot.name, slots[0]?.name ?? ''))
  if (other === undefined || slots.every((slot) => slot.shortName !== name)) return
  throw ambiguous(
    file,
    other,
    `"${name}" fits images of several registries: ${linesOf(file, slots)}.`,
    `Write the name with its registry in "images" (as in "${other.name}")${pointingAt(file, other)}.`
  )
}

/**
 * The slots of one format that a wish addresses: those of its name, and those that got the new name from it before (a policy is
 * no name that could have gone); where there are none, the only one that has the name as its other name.
 */
function answering(
  file: YamlFile,
  slots: readonly Slot[],
  { name, newName, reach }: Wanted
): readonly Slot[] {
  const wasRenamed = (slot: Slot): boolean =>
    newName !== undefined &&
    reach === undefined &&
    !isPolicyName(name) &&
    isRenamed(slot) &&
    isSameImage(slot.name, newName)
  const isNamed = (slot: Slot): boolean =>
    slot.pointedAt === true ||
    [slot.name, ...(slot.alsoNamed ?? [])].some((spelled) => isSameImage(spelled, name))
  const isShort = (slot: Slot): boolean => slot.shortName === name
  refuseHomonyms(
    file,
    slots.filter((slot) => isNamed(slot) || isShort(slot)),
    name
  )
  const own = slots.filter((slot) => isNamed(slot) || isShort(slot) || wasRenamed(slot))
  return own.length > 0 ? own : byOtherName(file, slots, name)
}

// Later ones of several slots with one path are numbered: app, app#2, app#3.
const sharedPath = (slot: Slot): string => slot.path.replace(/#\d+$/, '')

const isRival = (slot: Slot, other: Slot): boolean =>
  slot.fields.kind === 'separate' &&
  other.document === slot.document &&
  !equalReferences(other.reference, slot.reference)

function refuseRivals(file: YamlFile, slots: readonly Slot[]): void {
  const groups = Map.groupBy(slots, sharedPath)
  const sharing = (slot: Slot): readonly Slot[] => groups.get(sharedPath(slot)) ?? []
  const rival = slots.find((slot) => sharing(slot).some((other) => isRival(slot, other)))
  if (rival === undefined) return
  throw ambiguous(
    file,
    sharing(rival).findLast((slot) => isRival(slot, rival)) ?? rival,
    `"${rival.name}" has several entries that disagree: ${linesOf(file, slots)}.`,
    'Which of them counts differs between the tools: remove all but one.'
  )
}

/** Whether the lines of `manifests` let a file be searched for an image. */
export const isSearchedFor = ({ name }: Wanted, { images }: Pick<Surroundings, 'images'>): boolean =>
  images === undefined || images.some((image) => isSameImage(image, name))

function addressed(file: YamlFile, slots: readonly Slot[], wish: Wanted): readonly Slot[] {
  const formats = new Set(slots.map((slot) => slot.format))
  return [...formats].flatMap((format) => {
    const found = answering(
      file,
      slots.filter((slot) => slot.format === format),
      wish
    )
    refuseRivals(file, found)
    return found
  })
}

/**
 * Which slots the wishes address and what each shall hold. Throws `ambiguous-image` for entries that disagree or
 * share the new name by which they are addressed, and for two different wishes for one slot.
 */
export function selectTargets(
  file: YamlFile,
  slots: readonly Slot[],
  wanted: readonly Wanted[],
  surroundings: Pick<Surroundings, 'images'> = {}
): readonly Target[] {
  const open = (wish: Wanted): readonly Slot[] => {
    if (wish.reach?.onlyMarked === true) return slots.flatMap((slot) => markedPart(slot, wish.name) ?? [])
    return isSearchedFor(wish, surroundings) ? slots : slots.filter(({ format }) => format === 'yaml-field')
  }
  const targets = wanted.flatMap((wish, index) =>
    addressed(file, open(wish), wish).map((slot) => ({
      slot,
      wanted: wish,
      index,
      to: writable(slot, fulfil(withName(slot.reference, wish), markedWish(slot, wish)))
    }))
  )
  refuseConflicts(file, targets)
  refuseLosses(file, targets)
  return targets
}
