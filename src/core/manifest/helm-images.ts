import { isMap, isScalar, isSeq, type Alias, type Node, type YAMLMap, type YAMLSeq } from 'yaml'
import { isImageName } from '../image/grammar.ts'
import type { YamlDocument } from '../yaml/document.ts'
import { readField, readFields, resolve, type Field } from '../yaml/field.ts'
import { findingsOf } from './findings.ts'
import type { Findings, Slot, Unreadable } from './format.ts'
import { helmFields, isChartKey, isImageKey } from './helm-fields.ts'
import { readHelmFields, readHelmWhole, type HelmValues } from './helm-image.ts'
import type { FormatName } from './manifest.ts'
import { DEFINITION } from './object-images.ts'
import { further, type Way } from './way.ts'

interface Walk extends HelmValues {
  readonly found: (Slot | Unreadable)[]
  /** How many more aliases are followed: nested ones could lead to more places than anybody could read. */
  aliasesLeft: number
}

const MOST_ALIASES = 2000

/** Whether the aliases may be followed; counts them. */
function mayFollow(walk: Walk, aliases: readonly Alias[]): boolean {
  walk.aliasesLeft -= aliases.length
  return aliases.length === 0 || walk.aliasesLeft >= 0
}

/** An item by its name where only it has that and it is not the name of an image, else by its position. */
function itemKeys({ document }: Walk, list: YAMLSeq): readonly string[] {
  const names = list.items.map((item) => {
    const { node } = resolve(document, item)
    const isNamed = isMap(node) && readField(document, node, 'tag').pair === undefined
    return isNamed ? readField(document, node, 'name').text : undefined
  })
  const named = Map.groupBy(names, (name) => name)
  return names.map((name, index) =>
    name === undefined || named.get(name)?.length !== 1 ? String(index) : `[name=${name}]`
  )
}

function walkList(walk: Walk, list: YAMLSeq, key: string, way: Way): void {
  const itemKey = isChartKey(key) ? key : ''
  const keys = itemKeys(walk, list)
  for (const [index, item] of list.items.entries()) {
    const { node, aliases } = resolve(walk.document, item)
    if (mayFollow(walk, aliases)) walkNode(walk, node, itemKey, further(way, keys[index] ?? '', aliases))
  }
}

function walkMap(walk: Walk, map: YAMLMap, key: string, way: Way): void {
  const fields = readFields(walk.document, map)
  if (fields.get('kind')?.text === DEFINITION) return
  const at = { map, way }
  const images = helmFields(fields, key)
  const names = new Set<Field>(images.map(({ name }) => name))
  const read = images.map((image) => readHelmFields(walk, image, at))
  for (const [name, field] of fields) {
    if (isScalar(field.value) && isImageKey(name) && !names.has(field))
      read.push(readHelmWhole(walk, field, at))
  }
  walk.found.push(...read.filter((each) => each !== undefined))
  for (const [name, { value, aliases }] of fields) {
    if (mayFollow(walk, aliases)) walkNode(walk, value, name, further(way, name, aliases))
  }
}

function walkNode(walk: Walk, node: Node | undefined, key: string, way: Way): void {
  if (isMap(node)) walkMap(walk, node, key, way)
  if (isSeq(node)) walkList(walk, node, key, way)
}

/** The registry that charts put before all names without one: `global.imageRegistry`, or `global.image.registry`. */
function globalRegistryIn(document: YamlDocument, values: YAMLMap): string | undefined {
  const global = readField(document, values, 'global').value
  if (!isMap(global)) return undefined
  const image = readField(document, global, 'image').value
  const nested = isMap(image) ? readField(document, image, 'registry').text : undefined
  const candidates = [readField(document, global, 'imageRegistry').text, nested]
  return candidates.find((text) => text !== undefined && isImageName(`${text}/app`))
}

/**
 * The images in a map of Helm values, at any depth: fields of maps by the conventions of charts, and whole references
 * under keys for an image.
 *
 * @param at - the way to the map
 */
export function helmImages(document: YamlDocument, map: YAMLMap, at: Way, format: FormatName): Findings {
  const globalRegistry = globalRegistryIn(document, map)
  const walk: Walk = { document, format, globalRegistry, found: [], aliasesLeft: MOST_ALIASES }
  walkMap(walk, map, '', at)
  return findingsOf(walk.found)
}
