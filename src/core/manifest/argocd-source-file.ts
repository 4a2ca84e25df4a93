import { isScalar, isSeq, type YAMLMap } from 'yaml'
import type { ImageReference } from '../image/reference.ts'
import type { Wanted } from '../image/wanted.ts'
import { rootMap, type YamlDocument, type YamlFile } from '../yaml/document.ts'
import { readField } from '../yaml/field.ts'
import type { AddFields, AppendItems, Contents } from '../yaml/operation.ts'
import { notEditable } from '../yaml/place.ts'
import { nodeStart } from '../yaml/scalar.ts'
import { wholeText } from './parts.ts'
import { mapUnder } from './way.ts'

const KUSTOMIZE = 'kustomize'
const IMAGES = 'images'

/** What Argo CD can make manifests with: a source is of one kind only. */
const KINDS = ['helm', 'kustomize', 'directory', 'plugin']

/** The item that overrides an image: `NAME:TAG`, or `NAME=IMAGE:TAG` where it gets another name. */
const itemText = (name: string, to: ImageReference): string => wholeText({ address: name }, to)

const underKustomize = (items: readonly string[]): Contents =>
  new Map([[KUSTOMIZE, new Map([[IMAGES, items]])]])

/** Refuses to add what is for one kind of source to an override that is of another. Throws `not-editable`. */
export function refuseOtherKinds(
  file: YamlFile,
  document: YamlDocument,
  root: YAMLMap,
  own: 'helm' | 'kustomize'
): void {
  const others = [...KINDS.filter((kind) => kind !== own), ...(own === 'kustomize' ? ['chart'] : [])]
  const other = others.map((kind) => readField(document, root, kind)).find((kind) => kind.pair !== undefined)
  if (other === undefined) return
  const takes = own === 'kustomize' ? 'images of kustomize' : 'parameters of Helm'
  throw notEditable(
    file,
    nodeStart(root),
    `The source has "${other.key}", and so takes no ${takes}.`,
    own === 'kustomize'
      ? 'Set the parameter for the image there once, with its name; from then on it is found.'
      : 'Correct what the Application or its annotations say of Helm, or remove the override.'
  )
}

function addToRoot(
  file: YamlFile,
  document: YamlDocument,
  root: YAMLMap,
  items: readonly string[]
): AddFields | AppendItems {
  const kustomize = mapUnder(document, { map: root, way: { path: '', aliases: [] } }, KUSTOMIZE)
  if (kustomize === undefined && readField(document, root, KUSTOMIZE).pair === undefined) {
    return { kind: 'add', map: root, pair: undefined, fields: underKustomize(items) }
  }
  const images = kustomize && readField(document, kustomize.map, IMAGES)
  const isOwn = kustomize?.way.aliases.length === 0 && images?.aliases.length === 0
  const value = images?.value
  if (isOwn && isSeq(value) && value.items.length > 0) return { kind: 'append', list: value, items }
  const isNothing =
    value === undefined ||
    (isSeq(value) && value.items.length === 0) ||
    (isScalar(value) && value.value === null)
  if (isOwn && isNothing)
    return { kind: 'add', map: kustomize.map, pair: images.pair, fields: new Map([[IMAGES, items]]) }
  throw notEditable(
    file,
    nodeStart(value ?? root),
    `"${KUSTOMIZE}.${IMAGES}" is no list that an item could be added to.`,
    'Write it as a list of images, each as NAME:TAG or NAME=IMAGE:TAG.'
  )
}

/** How items come into a file that overrides a source of Argo CD. Throws `not-editable`. */
export function addItems(
  file: YamlFile,
  additions: readonly { readonly wanted: Wanted; readonly to: ImageReference }[]
): AddFields | AppendItems {
  const items = additions.map(({ wanted, to }) => itemText(wanted.name, to))
  const document = file.documents[0]
  const root = rootMap(document)
  if (document === undefined || root === undefined) {
    return { kind: 'add', map: null, pair: undefined, fields: underKustomize(items) }
  }
  refuseOtherKinds(file, document, root, 'kustomize')
  return addToRoot(file, document, root, items)
}
