import type { Scalar } from 'yaml'
import { UpdateError } from '../error.ts'
import { equalReferences, formatReference, type ImageReference } from '../image/reference.ts'
import { editedBlock } from '../yaml/block-scalar.ts'
import { readComments, type Comment } from '../yaml/comments.ts'
import { parseYaml, type YamlDocument, type YamlFile } from '../yaml/document.ts'
import type { Edit } from '../yaml/edit.ts'
import { documentEvents, isExpected } from '../yaml/events.ts'
import type { Operation } from '../yaml/operation.ts'
import { excerptAt, placeAt } from '../yaml/place.ts'
import type { Draft, Operations } from './draft.ts'
import type { Findings, Slot, Surroundings } from './format.ts'
import { locateSlots } from './locate.ts'
import type { Target } from './target.ts'

/** A text after its edits, found to be what was wanted. */
export interface Verified {
  readonly file: YamlFile
  /** Its slots by their paths. */
  readonly slots: ReadonlyMap<string, Slot>
  readonly findings: Findings
  /** Those of the file, and of the documents within block scalars that have changed. */
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
  operations: readonly Operation[],
  blocks?: ReadonlyMap<Scalar, string>
): boolean {
  const expected = documentEvents(document?.root ?? null, operations, blocks)
  const actual = documentEvents(edited.root, [])
  return (
    expected.length === actual.length && expected.every((event, index) => isExpected(event, actual[index]))
  )
}

/** The values that block scalars shall have, whose lines are documents with operations. */
function editedBlocks(
  file: YamlFile,
  operations: Operations,
  edits: readonly Edit[]
): ReadonlyMap<Scalar, string> {
  const scalars = [...operations.keys()].flatMap((document) => document?.within?.scalar ?? [])
  return new Map(
    scalars.map((scalar) => {
      const [start = 0, end = 0] = scalar.range ?? []
      const inside = edits.filter((edit) => start < edit.start && edit.end <= end)
      return [scalar, editedBlock(file, scalar, inside)]
    })
  )
}

function verifyDocuments(
  { file, operations }: Draft,
  edited: YamlFile,
  blocks: ReadonlyMap<Scalar, string>,
  offset: number
): void {
  if (edited.documents.length !== Math.max(file.documents.length, operations.has(undefined) ? 1 : 0)) {
    throw refuse(file, offset, 'change how many documents the file has')
  }
  for (const document of edited.documents) {
    const before = file.documents[document.index]
    const wasFaulty = before?.fault !== undefined
    if (wasFaulty !== (document.fault !== undefined))
      throw refuse(file, before?.start ?? offset, 'make the document unreadable')
    const changes = operations.get(before) ?? []
    const same = wasFaulty
      ? file.text.slice(before.start, before.end) === edited.text.slice(document.start, document.end)
      : isAsExpected(before, document, changes, blocks)
    if (!same) throw refuse(file, offset, 'change more of the document than the image')
  }
}

function verifyComments(
  file: YamlFile,
  before: readonly Comment[],
  after: readonly Comment[],
  edits: readonly Edit[],
  offset: number
): void {
  // Few are: looking at every edit for every comment would take long where both are thousands.
  const removing = edits.filter(({ start, end }) => file.text.slice(start, end).includes('#'))
  const isRemoved = (comment: Comment): boolean =>
    removing.some((edit) => edit.start <= comment.offset && comment.offset < edit.end)
  const kept = before.filter((comment) => !isRemoved(comment))
  if (kept.length !== after.length || kept.some((comment, index) => comment.text !== after[index]?.text)) {
    throw refuse(file, offset, 'change a comment')
  }
}

/** A reference without the parts that the place has no field for: these are told elsewhere, and may be new. */
function heldBy({ fields }: Slot, reference: ImageReference): ImageReference {
  if (fields.kind === 'whole') return reference
  const { name, tag, digest } = reference
  return {
    name: fields.name === undefined ? '' : name,
    ...(fields.tag === undefined || tag === undefined ? {} : { tag }),
    ...((fields.digest === undefined && fields.tagHoldsDigest !== true) || digest === undefined
      ? {}
      : { digest })
  }
}

function verifyTargets(file: YamlFile, slots: ReadonlyMap<string, Slot>, targets: readonly Target[]): void {
  for (const { slot, to } of targets) {
    const now = slots.get(slot.path)
    if (now !== undefined && equalReferences(heldBy(slot, now.reference), heldBy(slot, to))) continue
    const reads = now === undefined ? 'lose the image' : `leave ${formatReference(now.reference)}`
    throw refuse(file, slot.offset, `${reads} where ${formatReference(to)} is wanted`)
  }
}

/**
 * Compares documents within block scalars like those of the file; they are found again by the places that they hold.
 *
 * @returns the comments in them, after the update
 */
function verifyEmbedded(
  { file, operations, targets }: Draft,
  slots: ReadonlyMap<string, Slot>,
  edits: readonly Edit[],
  offset: number
): readonly Comment[] {
  return [...operations].flatMap(([document, changes]) => {
    if (document?.within === undefined) return []
    const target = targets.find(({ slot }) => slot.document === document)
    const edited = slots.get(target?.slot.path ?? '')?.document
    if (edited?.within === undefined || !isAsExpected(document, edited, changes)) {
      throw refuse(file, target?.slot.offset ?? offset, 'change more of the block of text than the image')
    }
    const comments = readComments(edited.within.text)
    verifyComments(file, readComments(document.within.text), comments, edits, offset)
    return comments
  })
}

/**
 * Reads the text again and compares: the targets hold what is wanted, and every other node (value, style, anchor,
 * alias, tag) and every comment is as before. Throws `not-editable` otherwise.
 */
export function verify(
  draft: Draft,
  text: string,
  edits: readonly Edit[],
  surroundings: Surroundings
): Verified {
  const { file, operations, targets } = draft
  const edited = parseYaml(file.path, text)
  const offset = edits[0]?.start ?? 0
  verifyDocuments(draft, edited, editedBlocks(file, operations, edits), offset)
  verifyComments(file, file.comments, edited.comments, edits, offset)
  const findings = locateSlots(edited, surroundings)
  const slots = new Map(findings.slots.map((slot) => [slot.path, slot]))
  verifyTargets(file, slots, targets)
  const embedded = verifyEmbedded(draft, slots, edits, offset)
  return { file: edited, slots, findings, comments: [...edited.comments, ...embedded] }
}
