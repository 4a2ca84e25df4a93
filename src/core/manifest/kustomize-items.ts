import { isScalar, type YAMLMap } from 'yaml'
import { parseReference } from '../image/reference.ts'
import type { YamlDocument } from '../yaml/document.ts'
import { nodeStart, scalarText } from '../yaml/scalar.ts'
import { findingsOf } from './findings.ts'
import { isTemplate, type Findings, type Slot, type Unreadable } from './format.ts'
import type { FormatName } from './manifest.ts'
import { itemsUnder, type ItemAt, type MapAt } from './way.ts'

interface SplitItem {
  readonly address: string | undefined
  readonly image: string
}

function splitItem(text: string): SplitItem {
  const equals = text.indexOf('=')
  return {
    address: equals < 0 ? undefined : text.slice(0, equals),
    image: text.slice(equals + 1)
  }
}

/** Reads an item; a `*` for a part that stays is no reference, and neither is what a template fills in. */
function readItem(
  format: FormatName,
  document: YamlDocument,
  map: YAMLMap,
  { index, node, aliases, list }: ItemAt
): Slot | Unreadable | undefined {
  if (!isScalar(node) || node.value === null) return undefined
  const text = scalarText(node)
  const offset = nodeStart(aliases[0] ?? node)
  const { address, image } = splitItem(text)
  const reference = parseReference(image)
  if (reference === undefined || address === '' || isTemplate(address ?? '')) return { offset, text }
  const name = address ?? reference.name
  return {
    format,
    document,
    name,
    otherName: name === reference.name ? undefined : reference.name,
    reference,
    path: `${list.path}.[${name}]`,
    offset,
    map,
    aliases: list.aliases,
    fields: {
      kind: 'whole',
      value: { key: String(index), pair: undefined, value: node, aliases, text },
      address: name,
      inList: true,
      ...(address === undefined ? {} : { prefix: `${address}=` })
    }
  }
}

/** The items of `images` below `kustomize`, in the syntax of `kustomize edit set image`: `[NAME=]IMAGE[:TAG][@DIGEST]`. */
export function kustomizeItems(format: FormatName, document: YamlDocument, kustomize: MapAt): Findings {
  const found = itemsUnder(document, kustomize, 'images').flatMap(
    (item) => readItem(format, document, kustomize.map, item) ?? []
  )
  return findingsOf(found)
}
