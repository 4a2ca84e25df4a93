import { isScalar } from 'yaml'
import { distance } from 'fastest-levenshtein'
import { UpdateError } from '../error.ts'
import { isSameImage } from '../image/name.ts'
import type { Wanted } from '../image/wanted.ts'
import type { YamlDocument, YamlFile } from '../yaml/document.ts'
import { fieldPaths, type FieldAt, type FieldPath } from '../yaml/field-path.ts'
import { excerptAt, placeAt } from '../yaml/place.ts'
import { nodeStart } from '../yaml/scalar.ts'
import { holdsMore, holdsPinnedTag, inferPart } from './field-part.ts'
import type { FieldPart, FieldPointer } from './field-pointer.ts'
import { isTemplate } from './format.ts'
import { fieldsAlong } from './updater-field.ts'

const MOST_SHOWN = 3

/** A field that a pointer leads to, and the part that it means there; `undefined` where that cannot be written. */
export interface PointedPart {
  readonly at: FieldAt
  readonly part: FieldPart | undefined
}

function partAt(pointer: FieldPointer, { field }: FieldAt, names: readonly string[]): FieldPart | undefined {
  const { part, updater } = pointer
  const isSingle = field.pair?.value === null || isScalar(field.value)
  if (!isSingle || isTemplate(field.text ?? '')) return undefined
  const { key, text = '' } = field
  const said = part === 'whole' ? inferPart(key, field.text) : part
  const isClear = updater !== undefined || said === undefined || (part === 'whole' && said !== 'tag')
  if (isClear || !holdsMore(said, text)) return said
  return holdsPinnedTag(said, key, text, names) ? 'tag' : 'whole'
}

/** The fields that a pointer leads to in a document, with the parts that they hold. */
export function pointedParts(
  pointer: FieldPointer,
  document: YamlDocument,
  names: readonly string[] = pointer.image === undefined ? [] : [pointer.image]
): readonly PointedPart[] {
  const held = pointer.held?.get(document.index)
  return fieldsAlong(document, pointer.field, pointer.updater).map((at, index) => ({
    at,
    part: held === undefined ? partAt(pointer, at, names) : held[index]
  }))
}

const isFor = ({ image }: FieldPointer, { name }: Pick<Wanted, 'name'>): boolean =>
  image === undefined || isSameImage(image, name)

/**
 * The pointers with what their fields hold, as far as the images that are looked for tell it: so a field is read alike before and
 * after it is written.
 */
export const withHeldParts = (
  { documents }: YamlFile,
  pointers: readonly FieldPointer[],
  wanted: readonly Pick<Wanted, 'name' | 'newName'>[]
): readonly FieldPointer[] =>
  pointers.map((pointer) => {
    if (pointer.updater !== undefined) return pointer
    const wishes = wanted.filter((wish) => isFor(pointer, wish))
    const names = [pointer.image, ...wishes.flatMap(({ name, newName }) => [name, newName])]
    const known = names.filter((name) => name !== undefined)
    const held = documents.map(
      (document) => [document.index, pointedParts(pointer, document, known).map(({ part }) => part)] as const
    )
    return { ...pointer, held: new Map(held) }
  })

const lastKey = (path: string): string => path.slice(path.lastIndexOf('.') + 1)

/** The paths of a file that are a typing error away from one that it does not have. */
export const nearPaths = (file: YamlFile, field: string): readonly string[] =>
  file.documents
    .flatMap(fieldPaths)
    .map(({ path }) => path)
    .filter((path) => distance(field, path) <= Math.min(2, Math.floor(field.length / 4)))

/** The fields whose paths are the fewest keystrokes away, those with the same last key before all others. */
function nearest(field: string, fields: readonly FieldPath[]): readonly FieldPath[] {
  const rated = fields.map((each) => ({
    each,
    rating: distance(field, each.path) + (lastKey(each.path) === lastKey(field) ? 0 : 1000)
  }))
  return rated
    .sort((one, other) => one.rating - other.rating)
    .slice(0, MOST_SHOWN)
    .map(({ each }) => each)
}

function missingField(file: YamlFile, { field }: FieldPointer): UpdateError {
  const near = nearest(
    field,
    // The value of a document that is no map has no path.
    file.documents.flatMap(fieldPaths).filter(({ path }) => path !== '')
  )
  const shown = near.map(({ path, offset }) => `"${path}" (line ${placeAt(file, offset).line})`).join(', ')
  return new UpdateError('missing-image', `"${file.path}" has no field "${field}".`, {
    hint: `${shown === '' ? 'It has no fields at all.' : `Near to it: ${shown}.`} Write the path as kustomize's fieldPath, as in "spec.containers.[name=api].image".`,
    place: placeAt(file, 0)
  })
}

function unwritableField(file: YamlFile, { field }: FieldPointer, { field: found }: FieldAt): UpdateError {
  const offset = found.value === undefined ? 0 : nodeStart(found.value)
  const where = { place: placeAt(file, offset), excerpt: excerptAt(file, offset) }
  const { text } = found
  if (text !== undefined && isTemplate(text)) {
    return new UpdateError('templated', `"${field}" holds the source of a template: ${text}.`, {
      ...where,
      hint: 'Point at the field that sets the value.'
    })
  }
  const [what, hint] = isScalar(found.value)
    ? [
        `"${text ?? ''}", which is no part of an image reference`,
        `Say what it holds: "${field}:tag", "${field}:name" or "${field}:digest".`
      ]
    : ['a map or a list', 'Point at a single value in it.']
  return new UpdateError('not-editable', `"${field}" holds ${what}.`, { ...where, hint })
}

/**
 * Refuses pointers of wanted images that lead to no field in any document of the file, where none is made, or to none that an
 * image could be written to. Throws `missing-image`, `templated` or `not-editable`.
 */
export function refuseLostPointers(
  file: YamlFile,
  pointers: readonly FieldPointer[],
  wanted: readonly Wanted[]
): void {
  for (const pointer of pointers) {
    const { updater } = pointer
    if (!wanted.some((wish) => isFor(pointer, wish))) continue
    if (updater?.kind === 'image') continue
    const fields = file.documents.flatMap((document) => pointedParts(pointer, document))
    const [first] = fields
    if (first === undefined && updater !== undefined) continue
    if (first === undefined) throw missingField(file, pointer)
    if (fields.every(({ part }) => part === undefined)) {
      throw unwritableField(file, pointer, first.at)
    }
  }
}
