import { isScalar, isSeq, type YAMLMap } from 'yaml'
import type { ImageReference } from '../image/reference.ts'
import type { Wanted } from '../image/wanted.ts'
import { rootMap, type YamlDocument, type YamlFile } from '../yaml/document.ts'
import { readField } from '../yaml/field.ts'
import type { AddList, AppendItems } from '../yaml/operation.ts'
import { notEditable } from '../yaml/place.ts'
import { nodeStart } from '../yaml/scalar.ts'
import { wholeText } from './parts.ts'
import { mapUnder } from './way.ts'

const KUSTOMIZE = 'kustomize'
const IMAGES = 'images'

/** What Argo CD can make manifests with: a source is of one kind only. */
const OTHER_KINDS = ['helm', 'directory', 'plugin', 'chart']

/** The item that overrides an image: `NAME:TAG`, or `NAME=IMAGE:TAG` where it gets another name. */
const itemText = (name: string, to: ImageReference): string => wholeText({ address: name }, to)

function refuseOtherKinds(file: YamlFile, document: YamlDocument, root: YAMLMap): void {
  const other = OTHER_KINDS.map((kind) => readField(document, root, kind)).find(
    (kind) => kind.pair !== undefined
  )
  if (other === undefined) return
  throw notEditable(
    file,
    nodeStart(root),
    `The source has "${other.key}", and so takes no images of kustomize.`,
    'Set the parameter for the image there once, with its name; from then on it is found.'
  )
}

function addToRoot(
  file: YamlFile,
  document: YamlDocument,
  root: YAMLMap,
  items: readonly string[]
): AddList | AppendItems {
  const kustomize = mapUnder(document, { map: root, way: { path: '', aliases: [] } }, KUSTOMIZE)
  if (kustomize === undefined && readField(document, root, KUSTOMIZE).pair === undefined) {
    return { kind: 'list', root, within: KUSTOMIZE, pair: undefined, key: IMAGES, items }
  }
  const images = kustomize && readField(document, kustomize.map, IMAGES)
  const isOwn = kustomize?.way.aliases.length === 0 && images?.aliases.length === 0
  const value = images?.value
  if (isOwn && isSeq(value) && value.items.length > 0) return { kind: 'append', list: value, items }
  const isNothing =
    value === undefined ||
    (isSeq(value) && value.items.length === 0) ||
    (isScalar(value) && value.value === null)
  if (isOwn && isNothing) return { kind: 'list', root: kustomize.map, pair: images.pair, key: IMAGES, items }
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
): AddList | AppendItems {
  const items = additions.map(({ wanted, to }) => itemText(wanted.name, to))
  const document = file.documents[0]
  const root = rootMap(document)
  if (document === undefined || root === undefined) {
    return { kind: 'list', root: null, within: KUSTOMIZE, pair: undefined, key: IMAGES, items }
  }
  refuseOtherKinds(file, document, root)
  return addToRoot(file, document, root, items)
}
