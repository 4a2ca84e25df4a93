import { isScalar, isSeq } from 'yaml'
import { UpdateError } from '../error.ts'
import { isSameImage } from '../image/name.ts'
import { equalReferences, formatReference, type ImageReference } from '../image/reference.ts'
import { fulfil, type Wanted } from '../image/wanted.ts'
import { rootMap, type YamlFile } from '../yaml/document.ts'
import type { AddFields, AppendItems, Entry } from '../yaml/operation.ts'
import { notEditable, placeAt } from '../yaml/place.ts'
import { nodeStart } from '../yaml/scalar.ts'
import { addItems } from './argocd-source-file.ts'
import { isArgocdSourcePath } from './argocd-source-path.ts'
import { imagesField } from './formats/kustomization.ts'

/** An entry of a kustomization, or an item of an Argo CD source, that is to be added, and for which wishes. */
export interface Addition {
  readonly wanted: Wanted
  readonly to: ImageReference
  readonly indices: readonly number[]
}

/** The entries that fulfil wishes which no entry answers to; equal wishes share one. */
export function additionsFor(
  file: YamlFile,
  wanted: readonly Wanted[],
  missing: readonly number[]
): readonly Addition[] {
  const additions: Addition[] = []
  for (const index of missing) {
    const wish = wanted[index]
    if (wish === undefined) continue
    const to = fulfil({ name: wish.name }, wish)
    const same = additions.findIndex((addition) => isSameImage(addition.wanted.name, wish.name))
    const known = additions[same]
    if (known === undefined) additions.push({ wanted: wish, to, indices: [index] })
    else if (equalReferences(known.to, to)) additions[same] = { ...known, indices: [...known.indices, index] }
    else {
      throw new UpdateError(
        'ambiguous-image',
        `Two wishes are for one new entry: ${formatReference(known.to)} (for "${known.wanted.name}") and ${formatReference(to)} (for "${wish.name}").`,
        { hint: 'Remove one of the two lines from "images".', place: placeAt(file, 0) }
      )
    }
  }
  return additions
}

/** The entry's fields in the order in which kustomize documents them. */
function entryFor({ wanted, to }: Addition): readonly Entry[] {
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['name', wanted.name],
    ['newName', to.name === wanted.name ? undefined : to.name],
    ['newTag', to.tag],
    ['digest', to.digest]
  ]
  return fields.filter((field): field is Entry => field[1] !== undefined)
}

/** How entries come into the file: behind the ones there are, or as a new list. Throws `not-editable`. */
export function addEntries(
  file: YamlFile,
  additions: readonly Addition[]
): AppendItems | AddFields | undefined {
  if (additions.length === 0) return undefined
  if (isArgocdSourcePath(file.path)) return addItems(file, additions)
  const items = additions.map(entryFor)
  const document = file.documents[0]
  const root = rootMap(document)
  if (document === undefined || root === undefined) {
    return { kind: 'add', map: null, pair: undefined, fields: new Map([['images', items]]) }
  }
  const { pair, value, aliases, key } = imagesField(document, root)
  if (isSeq(value) && value.items.length > 0 && aliases.length === 0)
    return { kind: 'append', list: value, items }
  const isNothing =
    value === undefined ||
    (isSeq(value) && value.items.length === 0) ||
    (isScalar(value) && value.value === null)
  if (isNothing && aliases.length === 0)
    return { kind: 'add', map: root, pair, fields: new Map([[key, items]]) }
  throw notEditable(
    file,
    nodeStart(value ?? root),
    `"${key}" is no list that an entry could be added to.`,
    'Write it as a list of entries, each with a name.'
  )
}
