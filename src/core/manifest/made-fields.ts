import { isMap, type YAMLMap } from 'yaml'
import { UpdateError } from '../error.ts'
import { isSameImage } from '../image/name.ts'
import { formatReference, type ImageReference } from '../image/reference.ts'
import { fulfil, type Wanted } from '../image/wanted.ts'
import type { YamlDocument, YamlFile } from '../yaml/document.ts'
import type { Operation } from '../yaml/operation.ts'
import { notEditable, placeAt } from '../yaml/place.ts'
import { nodeStart } from '../yaml/scalar.ts'
import type { Addition } from './add.ts'
import { refuseOtherKinds } from './argocd-source-file.ts'
import { isArgocdSourcePath } from './argocd-source-path.ts'
import type { FieldPointer } from './field-pointer.ts'
import { newContents } from './made-contents.ts'
import { isAbout } from './mention.ts'
import { nearPaths } from './pointed-field.ts'
import { pointedImages } from './pointed-image.ts'
import { fieldsAlong, stationsOf, type UpdaterField } from './updater-field.ts'

/** A field that is not there, for a wish, and the text that it gets. */
export interface MissingField {
  readonly field: string
  readonly updater: UpdaterField
  readonly text: string
  readonly addition: Addition
}

/** Something that a person should know of what is made for a wish. */
export interface Caution {
  readonly wanted: Wanted
  readonly message: string
}

/** What is made in one file. */
export interface MadeFields {
  readonly additions: readonly Addition[]
  readonly cautions: readonly Caution[]
  /** By document; by `undefined` where the file has none yet. */
  readonly operations: ReadonlyMap<YamlDocument | undefined, readonly Operation[]>
}

const textOf = ({ part, updater }: FieldPointer, to: ImageReference): string | undefined => {
  if (updater?.kind === 'image') {
    const { original = to.name } = updater
    return (original === to.name ? '' : `${original}=`) + formatReference(to)
  }
  if (part === 'whole') return formatReference(to)
  if (part === 'name') return to.name
  return to.digest === undefined ? to.tag : `${to.tag ?? ''}@${to.digest}`
}

function isThere({ documents }: YamlFile, pointer: FieldPointer, updater: UpdaterField): boolean {
  if (updater.kind !== 'image') {
    return documents.some((document) => fieldsAlong(document, pointer.field, updater).length > 0)
  }
  return documents.some((document) => {
    const { slots, unreadable } = pointedImages('yaml-field', document, pointer, updater)
    // An item that a template fills in is there, though it cannot be written: a second one would contradict it.
    return (
      slots.length > 0 || unreadable.some(({ text }) => isAbout(text, updater.original ?? updater.imageName))
    )
  })
}

function missingFields(
  file: YamlFile,
  pointers: readonly FieldPointer[],
  wish: Wanted,
  index: number
): readonly MissingField[] {
  const own = pointers.filter(({ image = '' }) => isSameImage(image, wish.name))
  const imageName = own.find(({ updater }) => updater !== undefined)?.updater?.imageName ?? wish.name
  const addition = { wanted: wish, to: fulfil({ name: imageName }, wish), indices: [index] }
  const missing = own.flatMap((pointer): readonly MissingField[] => {
    const { updater } = pointer
    if (updater === undefined || isThere(file, pointer, updater)) return []
    const text = textOf(pointer, addition.to)
    return text === undefined ? [] : [{ field: pointer.field, updater, text, addition }]
  })
  const isAsked = missing.some(({ updater }) => updater.kind !== 'parameter' || !updater.isDefault)
  return isAsked ? missing : []
}

/** A map of a document that fields are made below. */
interface Site {
  readonly document: YamlDocument | undefined
  readonly map: YAMLMap | null
}

function siteOf(file: YamlFile, updater: UpdaterField): Site | undefined {
  const { documents } = file
  if (updater.kind !== 'value' && updater.within !== undefined) {
    for (const document of documents) {
      const node = stationsOf(document, updater)[0]?.node
      if (isMap(node)) return { document, map: node }
    }
    return undefined
  }
  const [document] = documents
  const root = document?.root ?? null
  if (root === null || isMap(root)) return { document, map: root }
  const message = 'The file holds no map that keys could be added to.'
  throw notEditable(file, nodeStart(root), message, 'Write its keys by hand.')
}

const spelled = ({ updater }: MissingField): string =>
  JSON.stringify([
    updater.kind === 'value' ? undefined : updater.within,
    updater.way,
    updater.kind === 'parameter' && updater.name,
    updater.kind === 'image' && (updater.original ?? updater.imageName)
  ])

/** Each field once; refuses two texts for one. */
function eachOnce(file: YamlFile, missing: readonly MissingField[]): readonly MissingField[] {
  const known = new Map<string, MissingField>()
  for (const field of missing) {
    const other = known.get(spelled(field))
    if (other === undefined) known.set(spelled(field), field)
    else if (other.text !== field.text) {
      const said = ({ text, addition }: MissingField): string => `${text} (for "${addition.wanted.name}")`
      const message = `Two wishes are for one new field: ${said(other)} and ${said(field)}.`
      throw new UpdateError('ambiguous-image', message, {
        hint: 'Give the images keys of their own.',
        place: placeAt(file, 0)
      })
    }
  }
  return [...known.values()]
}

/** Tells of a new key that looks like a typing error: the updater would make it all the same. */
function cautionFor(file: YamlFile, { field, updater, addition }: MissingField): readonly Caution[] {
  const near = updater.kind === 'value' ? nearPaths(file, field) : []
  if (near.length === 0) return []
  const shown = near.map((path) => `"${path}"`).join(' and ')
  const message = `"${field}" was made new. ${shown} is there: was that meant?`
  return [{ wanted: addition.wanted, message }]
}

/**
 * What is to be done so that fields are there that policies of Argo CD Image Updater name and the file does not have. Throws
 * `not-editable` where something else is in the way, and `ambiguous-image` where two policies are for one field.
 */
export function madeFields(
  file: YamlFile,
  pointers: readonly FieldPointer[],
  wanted: readonly Wanted[]
): MadeFields {
  const missing = wanted.flatMap((wish, index) => missingFields(file, pointers, wish, index))
  const operations = new Map<YamlDocument | undefined, readonly Operation[]>()
  const sited = eachOnce(file, missing).flatMap((field) => {
    const site = siteOf(file, field.updater)
    return site === undefined ? [] : [{ ...site, field }]
  })
  for (const [map, group] of Map.groupBy(sited, (each) => each.map)) {
    const document = group[0]?.document
    if (isArgocdSourcePath(file.path) && map !== null && document !== undefined) {
      for (const { field } of group)
        refuseOtherKinds(file, document, map, field.updater.kind === 'image' ? 'kustomize' : 'helm')
    }
    const made = newContents(
      file,
      document,
      map,
      group.map(({ field }) => field)
    )
    operations.set(document, [...(operations.get(document) ?? []), ...made])
  }
  return {
    additions: [...new Set(sited.map(({ field }) => field.addition))],
    cautions: sited.flatMap(({ field }) => cautionFor(file, field)),
    operations
  }
}
