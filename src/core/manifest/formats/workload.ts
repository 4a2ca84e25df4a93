import { isMap, isScalar, isSeq, type YAMLMap } from 'yaml'
import { parseReference } from '../../image/reference.ts'
import type { YamlDocument, YamlFile } from '../../yaml/document.ts'
import { readField, resolve } from '../../yaml/field.ts'
import { nodeStart, scalarText } from '../../yaml/scalar.ts'
import { isTemplate, type Findings, type Format, type Slot, type Unreadable } from '../format.ts'
import {
  DEFINITION,
  isContainer,
  isContainerList,
  isImageField,
  isSearched,
  runsNothing
} from '../object-images.ts'
import { further, type Way } from '../way.ts'

interface Walk {
  readonly document: YamlDocument
  readonly slots: Slot[]
  readonly unreadable: Unreadable[]
}

/** Where the walk is, and whether that is in an object all of whose fields are searched. */
interface Position extends Way {
  readonly inObject: boolean
}

const at = (position: Position, key: string): Position => ({ ...position, ...further(position, key) })

/** Reads the image under `key` of a map; only one with a version, where nothing else says that it is one. */
function addImage(walk: Walk, map: YAMLMap, key: string, way: Way, isCertain = true): void {
  const { document, slots, unreadable } = walk
  const value = readField(document, map, key)
  if (value.text === undefined || value.value === undefined) return
  const reference = parseReference(value.text)
  const offset = nodeStart(value.value)
  if (reference === undefined) {
    if (isCertain || isTemplate(value.text)) unreadable.push({ offset, text: value.text })
    return
  }
  if (!isCertain && reference.tag === undefined && reference.digest === undefined) return
  slots.push({
    format: 'workload',
    document,
    name: reference.name,
    otherName: undefined,
    reference,
    path: further(way, key).path,
    offset: value.aliases.length === 0 ? offset : nodeStart(value.aliases[0] ?? value.value),
    map,
    aliases: way.aliases,
    fields: { kind: 'whole', value }
  })
}

const itemName = (document: YamlDocument, item: unknown, index: number): string => {
  const name = isMap(item) ? readField(document, item, 'name').text : undefined
  return name === undefined ? String(index) : `[name=${name}]`
}

/** Reads what each map of a list holds, be they written there or brought by aliases. */
function addItems(walk: Walk, list: unknown, way: Way, read: (item: YAMLMap, way: Way) => void): void {
  const { node, aliases } = resolve(walk.document, list)
  if (!isSeq(node)) return
  for (const [index, item] of node.items.entries()) {
    const resolved = resolve(walk.document, item)
    if (!isMap(resolved.node)) continue
    const name = itemName(walk.document, resolved.node, index)
    read(resolved.node, further(way, name, [...aliases, ...resolved.aliases]))
  }
}

function addVolume(walk: Walk, volume: YAMLMap, way: Way): void {
  const image = readField(walk.document, volume, 'image')
  if (isMap(image.value)) addImage(walk, image.value, 'reference', further(way, 'image', image.aliases))
}

/** Reads what stands under a key that is known to be for containers or volumes. */
function addKnown(walk: Walk, key: string, value: unknown, below: Position): void {
  if (isContainerList(key, below.inObject))
    addItems(walk, value, below, (item, way) => {
      addImage(walk, item, 'image', way)
    })
  if (key === 'volumes')
    addItems(walk, value, below, (item, way) => {
      addVolume(walk, item, way)
    })
  if (below.inObject && isContainer(key)) {
    const { node, aliases } = resolve(walk.document, value)
    if (isMap(node)) addImage(walk, node, 'image', { ...below, aliases: [...below.aliases, ...aliases] })
  }
}

function walkMap(walk: Walk, map: YAMLMap, position: Position): void {
  if (readField(walk.document, map, 'kind').text === DEFINITION) return
  const inObject = isSearched(walk.document, map, position.inObject)
  for (const pair of map.items) {
    const key = isScalar(pair.key) ? scalarText(pair.key) : '?'
    const below = { ...at(position, key), inObject: inObject && !runsNothing(key) }
    addKnown(walk, key, pair.value, below)
    if (inObject && isImageField(key)) addImage(walk, map, key, position, false)
    walkNode(walk, pair.value, below)
  }
}

function walkNode(walk: Walk, node: unknown, position: Position): void {
  if (isMap(node)) walkMap(walk, node, position)
  if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      walkNode(walk, item, at(position, itemName(walk.document, item, index)))
    }
  }
}

function locate(_file: YamlFile, document: YamlDocument): Findings {
  const walk: Walk = { document, slots: [], unreadable: [] }
  walkNode(walk, document.root, { path: '', aliases: [], inObject: false })
  return walk
}

/**
 * Containers and image volumes in any kind of object but a CustomResourceDefinition; in an object of Kubernetes also the
 * references with a version in other fields for an image.
 */
export const workload: Format = { name: 'workload', owns: () => false, locate }
