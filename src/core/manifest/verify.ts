import { UpdateError } from '../error.ts'
import { equalReferences, formatReference, type ImageReference } from '../image/reference.ts'
import { readComments, type Comment } from '../yaml/comments.ts'
import { parseYaml, type YamlDocument, type YamlFile } from '../yaml/document.ts'
import type { Edit } from '../yaml/edit.ts'
import { documentEvents, isExpected } from '../yaml/events.ts'
import type { Operation } from '../yaml/operation.ts'
import { excerptAt, placeAt } from '../yaml/place.ts'
import type { Draft } from './draft.ts'
import type { Slot, Surroundings, Unreadable } from './format.ts'
import { locateSlots } from './locate.ts'
import type { Target } from './select.ts'

/** A text after its edits, found to be what was wanted. */
export interface Verified {
  readonly file: YamlFile
  /** Its slots by their paths. */
  readonly slots: ReadonlyMap<string, Slot>
  readonly unreadable: readonly Unreadable[]
  readonly comments: readonly Comment[]
}

const refuse = (file: YamlFile, offset: number, what: string): UpdateError =>
  new UpdateError('not-editable', `The update would ${what}, so nothing was written.`, {
    hint: 'Write this place in a plainer form ("key: value" on one line), or update it by hand.',
    place: placeAt(file, offset),
    excerpt: excerptAt(file, offset)
  })

/** Compares a document with what the operations should have made of it, event by event. */
function isAsExpected(
  document: YamlDocument | undefined,
  edited: YamlDocument,
  operations: readonly Operation[]
): boolean {
  const expected = [...documentEvents(document?.root ?? null, operations)]
  const actual = [...documentEvents(edited.root, [])]
  return (
    expected.length === actual.length && expected.every((event, index) => isExpected(event, actual[index]))
  )
}

function verifyDocuments(
  file: YamlFile,
  edited: YamlFile,
  operations: ReadonlyMap<number, readonly Operation[]>,
  offset: number
): void {
  if (edited.documents.length !== Math.max(file.documents.length, operations.size)) {
    throw refuse(file, offset, 'change how many documents the file has')
  }
  for (const document of edited.documents) {
    const before = file.documents[document.index]
    const wasFaulty = before?.fault !== undefined
    if (wasFaulty !== (document.fault !== undefined))
      throw refuse(file, before?.start ?? offset, 'make the document unreadable')
    const changes = operations.get(document.index) ?? []
    const same = wasFaulty
      ? file.text.slice(before.start, before.end) === edited.text.slice(document.start, document.end)
      : isAsExpected(before, document, changes)
    if (!same) throw refuse(file, offset, 'change more of the document than the image')
  }
}

function verifyComments(
  file: YamlFile,
  after: readonly Comment[],
  edits: readonly Edit[],
  offset: number
): void {
  const isRemoved = (comment: Comment): boolean =>
    edits.some((edit) => edit.start <= comment.offset && comment.offset < edit.end)
  const kept = readComments(file.text).filter((comment) => !isRemoved(comment))
  if (kept.length !== after.length || kept.some((comment, index) => comment.text !== after[index]?.text)) {
    throw refuse(file, offset, 'change a comment')
  }
}

/** A reference without its name where the place has no field for it: that is told elsewhere, and may be new. */
const heldBy = ({ fields }: Slot, reference: ImageReference): ImageReference =>
  fields.kind === 'separate' && fields.name === undefined ? { ...reference, name: '' } : reference

function verifyTargets(file: YamlFile, slots: ReadonlyMap<string, Slot>, targets: readonly Target[]): void {
  for (const { slot, to } of targets) {
    const now = slots.get(slot.path)
    if (now !== undefined && equalReferences(heldBy(now, now.reference), heldBy(slot, to))) continue
    const reads = now === undefined ? 'lose the image' : `leave ${formatReference(now.reference)}`
    throw refuse(file, slot.offset, `${reads} where ${formatReference(to)} is wanted`)
  }
}

/**
 * Reads the text again and compares: the targets hold what is wanted, and every other node (value, style, anchor,
 * alias, tag) and every comment is as before. Throws `not-editable` otherwise.
 */
export function verify(
  { file, operations, targets }: Draft,
  text: string,
  edits: readonly Edit[],
  surroundings: Surroundings
): Verified {
  const edited = parseYaml(file.path, text)
  const offset = edits[0]?.start ?? 0
  verifyDocuments(file, edited, operations, offset)
  const comments = readComments(text)
  verifyComments(file, comments, edits, offset)
  const found = locateSlots(edited, surroundings)
  const slots = new Map(found.slots.map((slot) => [slot.path, slot]))
  verifyTargets(file, slots, targets)
  return { file: edited, slots, unreadable: found.unreadable, comments }
}
