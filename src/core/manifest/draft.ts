import type { Wanted } from '../image/wanted.ts'
import type { YamlDocument, YamlFile } from '../yaml/document.ts'
import { applyEdits, type Edit } from '../yaml/edit.ts'
import type { Operation } from '../yaml/operation.ts'
import { editsFor } from '../yaml/write.ts'
import { addEntries, additionsFor, type Addition } from './add.ts'
import type { FieldPointer } from './field-pointer.ts'
import { madeFields, type Caution, type MadeFields } from './made-fields.ts'
import type { Target } from './target.ts'
import { surveySharing } from './sharing.ts'
import type { Writing } from './write-field.ts'
import { writeTarget } from './write.ts'

/** What is to be done to one file, before anything is. */
export interface Draft {
  readonly file: YamlFile
  readonly targets: readonly Target[]
  /** What each target needs, in the order of the targets. */
  readonly writings: readonly Writing[]
  readonly additions: readonly Addition[]
  readonly cautions: readonly Caution[]
  /** All of it, by document; by `undefined` where the file has none yet. */
  readonly operations: Operations
}

/** What is to be done to each document, those within block scalars too. */
export type Operations = ReadonlyMap<YamlDocument | undefined, readonly Operation[]>

function byDocument(
  { documents: [first] }: YamlFile,
  targets: readonly Target[],
  writings: readonly Writing[],
  added: Operation | undefined,
  made: MadeFields
): Operations {
  const operations = new Map<YamlDocument | undefined, Operation[]>()
  const add = (document: YamlDocument | undefined, some: readonly Operation[]): void => {
    const own = operations.get(document)
    if (own === undefined) operations.set(document, [...some])
    else own.push(...some)
  }
  for (const [index, target] of targets.entries()) {
    add(target.slot.document, writings[index]?.operations ?? [])
  }
  add(first, added === undefined ? [] : [added])
  for (const [document, some] of made.operations) add(document, some)
  return operations
}

/** What is added to a file. */
export interface Lacking {
  /** Positions of the wishes for which entries are added. */
  readonly entries: readonly number[]
  /** Pointers to fields that are made where they are not there. */
  readonly pointers: readonly FieldPointer[]
}

/** Decides what each target needs, and what is added. Throws `not-editable` and `ambiguous-image`. */
export function draftUpdate(
  file: YamlFile,
  targets: readonly Target[],
  wanted: readonly Wanted[],
  { entries, pointers }: Lacking
): Draft {
  const sharing = surveySharing(targets)
  const writings = targets.map((target) => writeTarget({ file, slot: target.slot, sharing }, target))
  const additions = additionsFor(file, wanted, entries)
  const made = madeFields(file, pointers, wanted)
  const operations = byDocument(file, targets, writings, addEntries(file, additions), made)
  return {
    file,
    targets,
    writings,
    additions: [...additions, ...made.additions],
    cautions: made.cautions,
    operations
  }
}

/** A draft as text. */
export interface EditedText {
  readonly text: string
  readonly edits: readonly Edit[]
}

/** Carries all operations out at once, as edits of the one text that was parsed. */
export function editText({ file, operations }: Draft): EditedText {
  const edits = [...operations].flatMap(([document, some]) =>
    some.flatMap((operation) => editsFor(file, document, operation))
  )
  return { text: applyEdits(file, edits), edits }
}
