import { isMap, isNode, isScalar, isSeq, type Alias, type Node, type YAMLMap } from 'yaml'
import type { YamlDocument } from './document.ts'
import { readField, resolve, type Field } from './field.ts'
import { scalarPlaces } from './scalar-place.ts'
import { nodeStart, scalarText } from './scalar.ts'

/** One step of a path: a key or an index, a selection of list items, or all there are. */
type Step =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'selection'; readonly key: string; readonly value: string }
  | { readonly kind: 'every' }

/** A field that a path leads to: what holds it, and how one comes there. */
export interface FieldAt {
  readonly field: Field
  /** The map that has it, where no list does. */
  readonly map: YAMLMap | undefined
  /** The aliases on the way to the map or list. */
  readonly aliases: readonly Alias[]
  /** The way in the syntax of paths, with selections as they were written. */
  readonly path: string
}

/** What a walk has come to, or sets out from. */
export interface Station {
  readonly node: Node | undefined
  readonly aliases: readonly Alias[]
  readonly path: string
}

const BRACKETS = /^\[(.*?)\](?=\.|$)/
const PLAIN = /^(?:\\\.|[^.])*/

function stepOf(text: string, isBracketed: boolean): Step {
  const equals = text.indexOf('=')
  if (isBracketed && equals >= 0) {
    return { kind: 'selection', key: text.slice(0, equals), value: text.slice(equals + 1) }
  }
  if (!isBracketed && text === '*') return { kind: 'every' }
  return { kind: 'key', key: text.replaceAll('\\.', '.') }
}

/**
 * Takes a path of kustomize's `fieldPath` syntax apart: steps with dots between them, `\.` for a dot in a key, `[key=value]`
 * for the list items whose `key` is `value` (the very value: to kustomize it is a pattern), `[=value]` for items that are
 * it, `[a.b]` for a key with dots, `*` for all. Empty steps count for nothing.
 */
export function parseFieldPath(path: string): readonly Step[] {
  const steps: Step[] = []
  for (let rest = path; rest !== ''; rest = rest.replace(/^\./, '')) {
    const bracketed = BRACKETS.exec(rest)
    const [whole = '', inside = whole] = bracketed ?? PLAIN.exec(rest) ?? []
    if (whole !== '') steps.push(stepOf(inside, bracketed !== null))
    rest = rest.slice(whole.length)
  }
  return steps
}

const pathTo = (path: string, step: string): string => (path === '' ? step : `${path}.${step}`)
/** A key as one step of a path. */
export const keyStep = (key: string): string => key.replaceAll('.', '\\.')

const fieldAt = (map: YAMLMap, field: Field, { aliases, path }: Station): FieldAt => ({
  field,
  map,
  aliases,
  path: pathTo(path, keyStep(field.key))
})

function fieldsOfMap(document: YamlDocument, station: Station, map: YAMLMap, step: Step): readonly FieldAt[] {
  if (step.kind === 'selection') return []
  const keys =
    step.kind === 'key'
      ? [step.key]
      : map.items.flatMap(({ key }) => (isScalar(key) ? [scalarText(key)] : []))
  return [...new Set(keys)].flatMap((key) => {
    const field = readField(document, map, key)
    return field.pair === undefined && field.value === undefined ? [] : [fieldAt(map, field, station)]
  })
}

const textOf = (node: Node | undefined): string | undefined =>
  isScalar(node) && node.value !== null ? scalarText(node) : undefined

function isSelected(document: YamlDocument, item: Node | undefined, index: number, step: Step): boolean {
  if (step.kind === 'every') return true
  if (step.kind === 'key') return String(index) === step.key
  if (step.key === '') return textOf(item) === step.value
  return isMap(item) && readField(document, item, step.key).text === step.value
}

/** The items of a list as fields, of which no map has the key. */
function fieldsOfList(
  document: YamlDocument,
  { aliases: before, path }: Station,
  items: readonly unknown[],
  step: Step
): readonly FieldAt[] {
  const spelled = step.kind === 'selection' ? `[${step.key}=${step.value}]` : undefined
  return items.flatMap((item, index) => {
    const { node, aliases } = resolve(document, item)
    if (!isSelected(document, node, index, step)) return []
    const key = String(index)
    const field: Field = { key, pair: undefined, value: node, aliases, text: textOf(node) }
    return [{ field, map: undefined, aliases: before, path: pathTo(path, spelled ?? key) }]
  })
}

function fieldsAt(document: YamlDocument, station: Station, step: Step): readonly FieldAt[] {
  const { node } = station
  if (isMap(node)) return fieldsOfMap(document, station, node, step)
  return isSeq(node) ? fieldsOfList(document, station, node.items, step) : []
}

/**
 * The fields that a path leads to, aliases and merge keys followed; none where it leads nowhere.
 *
 * @param from - where the path begins; at the root of the document, where it is left out
 */
export function findFields(
  document: YamlDocument,
  path: string,
  from: Station = { node: document.root ?? undefined, aliases: [], path: '' }
): readonly FieldAt[] {
  const steps = parseFieldPath(path)
  let stations: readonly Station[] = [from]
  let found: readonly FieldAt[] = []
  for (const step of steps) {
    found = stations.flatMap((station) => fieldsAt(document, station, step))
    stations = found.map(({ field, aliases, path: way }) => ({
      node: isNode(field.value) ? field.value : undefined,
      aliases: [...aliases, ...field.aliases],
      path: way
    }))
  }
  return found
}

/** The path of a single value of a document, and where that stands. */
export interface FieldPath {
  readonly path: string
  readonly offset: number
}

/** The paths of all single values of a document, in the order of its text. */
export const fieldPaths = (document: YamlDocument): readonly FieldPath[] =>
  scalarPlaces(document.root).map(({ path, scalar }) => ({ path, offset: nodeStart(scalar) }))
