import { isMap, isScalar, isSeq, type Alias, type YAMLMap } from 'yaml'
import { parseReference } from '../../image/reference.ts'
import type { YamlDocument, YamlFile } from '../../yaml/document.ts'
import { readField, resolve } from '../../yaml/field.ts'
import { nodeStart, scalarText } from '../../yaml/scalar.ts'
import type { Findings, Format, Slot, Unreadable } from '../format.ts'

const CONTAINER_LISTS = new Set(['containers', 'initContainers', 'ephemeralContainers'])
const DEFINITION = 'CustomResourceDefinition'

/** Where the walk is: the path so far, and the aliases that led there. */
interface Way {
  readonly path: string
  readonly aliases: readonly Alias[]
}

interface Walk {
  readonly document: YamlDocument
  readonly slots: Slot[]
  readonly unreadable: Unreadable[]
}

const step = (way: Way, key: string): Way => ({ ...way, path: way.path === '' ? key : `${way.path}.${key}` })

/** Reads the image under `key` of a map, if it has one. */
function addImage(walk: Walk, map: YAMLMap, key: string, way: Way): void {
  const { document, slots, unreadable } = walk
  const value = readField(document, map, key)
  if (value.text === undefined || value.value === undefined) return
  const reference = parseReference(value.text)
  const offset = nodeStart(value.value)
  if (reference === undefined) {
    unreadable.push({ offset, text: value.text })
    return
  }
  const { path } = step(way, key)
  slots.push({
    format: 'workload',
    document,
    name: reference.name,
    otherName: undefined,
    reference,
    path,
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
    const path = step(way, itemName(walk.document, resolved.node, index)).path
    read(resolved.node, { path, aliases: [...way.aliases, ...aliases, ...resolved.aliases] })
  }
}

function addVolume(walk: Walk, volume: YAMLMap, way: Way): void {
  const image = readField(walk.document, volume, 'image')
  if (!isMap(image.value)) return
  addImage(walk, image.value, 'reference', {
    ...step(way, 'image'),
    aliases: [...way.aliases, ...image.aliases]
  })
}

function walkMap(walk: Walk, map: YAMLMap, way: Way): void {
  if (readField(walk.document, map, 'kind').text === DEFINITION) return
  for (const pair of map.items) {
    const key = isScalar(pair.key) ? scalarText(pair.key) : '?'
    const below = step(way, key)
    if (CONTAINER_LISTS.has(key))
      addItems(walk, pair.value, below, (item, at) => {
        addImage(walk, item, 'image', at)
      })
    if (key === 'volumes')
      addItems(walk, pair.value, below, (item, at) => {
        addVolume(walk, item, at)
      })
    walkNode(walk, pair.value, below)
  }
}

function walkNode(walk: Walk, node: unknown, way: Way): void {
  if (isMap(node)) walkMap(walk, node, way)
  if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      walkNode(walk, item, step(way, itemName(walk.document, item, index)))
    }
  }
}

function locate(_file: YamlFile, document: YamlDocument): Findings {
  const walk: Walk = { document, slots: [], unreadable: [] }
  walkNode(walk, document.root, { path: '', aliases: [] })
  return walk
}

/** Containers, init and ephemeral containers and image volumes, in any kind of object but a CustomResourceDefinition. */
export const workload: Format = { name: 'workload', owns: () => false, locate }
