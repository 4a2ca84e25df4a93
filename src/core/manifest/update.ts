import type { Wanted } from '../image/wanted.ts'
import { parseYaml, type YamlDocument, type YamlFile } from '../yaml/document.ts'
import { applyEdits, inTextOrder, type Edit } from '../yaml/edit.ts'
import { lineStart } from '../yaml/lines.ts'
import type { Operation } from '../yaml/operation.ts'
import { placeAt } from '../yaml/place.ts'
import { editsFor } from '../yaml/write.ts'
import { addEntries, additionsFor, type Addition } from './add.ts'
import { refuseFaults } from './fault.ts'
import { isKustomization } from './formats/kustomization.ts'
import { locateSlots } from './locate.ts'
import type { Change, Manifest, ManifestUpdate, Notice } from './manifest.ts'
import { isAbout, mayName } from './mention.ts'
import { selectTargets, type Target } from './select.ts'
import { surveySharing } from './sharing.ts'
import { staleCommentNotices } from './stale-comment.ts'
import { blockScalarNotices, templateNotices } from './unreached.ts'
import { verify, type Verified } from './verify.ts'
import { writeTarget, type Writing } from './write.ts'

/** What is to be written, before anything is. */
interface Draft {
  readonly file: YamlFile
  readonly targets: readonly Target[]
  readonly writings: readonly Writing[]
  readonly additions: readonly Addition[]
  readonly operations: ReadonlyMap<number, readonly Operation[]>
}

function byDocument(
  targets: readonly Target[],
  writings: readonly Writing[],
  added: Operation | undefined
): Map<number, Operation[]> {
  const operations = new Map<number, Operation[]>()
  const add = (index: number, some: readonly Operation[]): void => {
    if (some.length > 0) operations.set(index, [...(operations.get(index) ?? []), ...some])
  }
  for (const [index, target] of targets.entries())
    add(target.slot.document.index, writings[index]?.operations ?? [])
  if (added !== undefined) add(0, [added])
  return operations
}

function draft(file: YamlFile, targets: readonly Target[], additions: readonly Addition[]): Draft {
  const sharing = surveySharing(targets)
  const writings = targets.map((target) => writeTarget(file, sharing, target))
  return {
    file,
    targets,
    writings,
    additions,
    operations: byDocument(targets, writings, addEntries(file, additions))
  }
}

function changesOf({ targets, writings, additions }: Draft, verified: Verified): readonly Change[] {
  const changed = targets.filter((_target, index) => (writings[index]?.operations.length ?? 0) > 0)
  const updated = changed.map(({ slot, wanted, to }) => {
    const offset = verified.slots.get(slot.path)?.offset ?? slot.offset
    return {
      place: placeAt(verified.file, offset),
      format: slot.format,
      image: wanted.name,
      from: slot.reference,
      to
    }
  })
  const added = additions.map(({ wanted, to }) => {
    const entry = [...verified.slots.values()].findLast((slot) => slot.name === wanted.name)
    const place = placeAt(verified.file, entry?.offset ?? 0)
    return { place, format: 'kustomization' as const, image: wanted.name, from: { name: wanted.name }, to }
  })
  return [...updated, ...added]
}

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

function cautions({ targets, writings, file }: Draft): readonly Notice[] {
  return targets.flatMap(({ slot }, index) => {
    const { operations = [], notices = [] } = writings[index] ?? {}
    if (slot.caution === undefined || operations.length === 0) return notices
    return [...notices, { place: placeAt(file, slot.offset), message: slot.caution }]
  })
}

type Written = Pick<ManifestUpdate, 'text' | 'changes' | 'notices'>

/** Turns the draft into text and verifies it; nothing is done when it asks for nothing. */
function write(plan: Draft): Written {
  const { file, operations, targets } = plan
  if (operations.size === 0) return { text: file.text, changes: [], notices: [] }
  const edits = [...operations].flatMap(([index, some]) =>
    some.flatMap((operation) => editsFor(file, file.documents[index], operation))
  )
  const text = applyEdits(file.text, edits)
  const verified = verify(file, text, edits, operations, targets)
  const changes = changesOf(plan, verified)
  const stale = staleCommentNotices(verified, changes, editedLines(text, edits))
  return { text, changes, notices: [...cautions(plan), ...stale] }
}

/**
 * Writes the wanted images into one manifest: locates the places that name them, replaces only the characters that
 * must change, and verifies the result. A wish that is already fulfilled changes nothing.
 *
 * `addMissing` adds an entry for each wanted image that a kustomization does not name; other files are not added to.
 *
 * Throws `not-parsed` or `templated` where a document that matters cannot be read, `ambiguous-image` where it is
 * not clear which place or which wish is meant, and `not-editable` where more than the image would change.
 */
export function updateManifest(
  manifest: Manifest,
  wanted: readonly Wanted[],
  options: { readonly addMissing: boolean }
): ManifestUpdate {
  const unchanged = { manifest, text: manifest.text, changes: [], found: new Set<number>(), notices: [] }
  if (!options.addMissing && !wanted.some((wish) => mayName(manifest.text, wish.name))) return unchanged
  const file = parseYaml(manifest.path, manifest.text)
  const adds = options.addMissing && isKustomization(file.path, file.documents[0])
  refuseFaults(file, wanted, (document: YamlDocument) => adds && document.index === 0)
  const { slots, unreadable } = locateSlots(file)
  const targets = selectTargets(file, slots, wanted)
  const found = new Set(targets.map((target) => target.index))
  const missing = [...wanted.keys()].filter((index) => !found.has(index))
  const isLeftAlone = (index: number): boolean =>
    unreadable.some(({ text }) => isAbout(text, wanted[index]?.name ?? ''))
  const additions = adds
    ? additionsFor(
        file,
        wanted,
        missing.filter((index) => !isLeftAlone(index))
      )
    : []
  for (const index of additions.flatMap((addition) => addition.indices)) found.add(index)
  const unfound = wanted.filter((_wish, index) => !found.has(index))
  const written = write(draft(file, targets, additions))
  const notices = [
    ...written.notices,
    ...templateNotices(file, unreadable, wanted),
    ...blockScalarNotices(file, unfound)
  ]
  return { manifest, text: written.text, changes: written.changes, found, notices }
}
