import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq
} from 'yaml'
import type { Content, Contents, Entry, Item, NewEntry, Operation } from './operation.ts'
import { readsAsString, scalarText } from './scalar.ts'

/** One event of a document's event stream, as the YAML specification calls what a parser reports. */
export interface YamlEvent {
  /** Kind, anchor, tag and value. */
  readonly what: string
  /** How it is written; `new` for what an operation writes in a style of its choice. */
  readonly style: string
}

/** Operations by the node that they concern. */
interface Outlook {
  readonly set: ReadonlyMap<unknown, string>
  readonly inserted: ReadonlyMap<Pair, readonly Entry[]>
  readonly removed: ReadonlySet<Pair>
  readonly replaced: ReadonlyMap<Pair, Entry>
  readonly appended: ReadonlyMap<YAMLSeq, readonly Item[]>
  readonly added: ReadonlyMap<YAMLMap | null, Contents>
  readonly filled: ReadonlyMap<Pair, Contents>
  readonly blocks: ReadonlyMap<unknown, string>
}

function outlookOn(operations: readonly Operation[], blocks: ReadonlyMap<unknown, string>): Outlook {
  const set = new Map<unknown, string>()
  const inserted = new Map<Pair, readonly Entry[]>()
  const removed = new Set<Pair>()
  const replaced = new Map<Pair, Entry>()
  const appended = new Map<YAMLSeq, readonly Item[]>()
  const added = new Map<YAMLMap | null, Contents>()
  const filled = new Map<Pair, Contents>()
  for (const operation of operations) {
    if (operation.kind === 'set') set.set(operation.node, operation.value)
    if (operation.kind === 'insert') inserted.set(operation.after, operation.entries)
    if (operation.kind === 'remove') removed.add(operation.pair)
    if (operation.kind === 'replace') replaced.set(operation.pair, operation.entry)
    if (operation.kind === 'append') appended.set(operation.list, operation.items)
    if (operation.kind !== 'add') continue
    if (operation.pair === undefined) added.set(operation.map, operation.fields)
    else filled.set(operation.pair, operation.fields)
  }
  return { set, inserted, removed, replaced, appended, added, filled, blocks }
}

const properties = (node: Node): string =>
  isAlias(node) ? '' : `${node.anchor === undefined ? '' : `&${node.anchor} `}${node.tag ?? ''}`

const NOTHING: Contents = new Map()

const END: YamlEvent = { what: '-', style: '' }
const written = (value: string, node?: unknown): YamlEvent => ({
  what: `=VAL ${isNode(node) ? properties(node) : ''}|${value}`,
  style: 'new'
})
/** What only a plain scalar is that reads as no string. */
const boolean = (value: boolean): YamlEvent => ({ what: `=VAL |${String(value)}`, style: 'PLAIN false' })

const entryEvents = ([key, value]: NewEntry): readonly YamlEvent[] => [
  written(key),
  typeof value === 'string' ? written(value) : boolean(value)
]
const MAP = '+MAP'
const start = (what: string): YamlEvent => ({ what, style: 'new' })
const itemEvents = (items: readonly Item[]): readonly YamlEvent[] =>
  items.flatMap((item) =>
    typeof item === 'string' ? [written(item)] : [start(MAP), ...item.flatMap(entryEvents), END]
  )

/** @param instead - the node that holds nothing, and whose anchor and tag stay */
function contentEvents(content: Content, instead?: unknown): readonly YamlEvent[] {
  if (typeof content === 'string') return [written(content)]
  if (typeof content === 'boolean') return [boolean(content)]
  const kept = isNode(instead) ? properties(instead) : ''
  if (content instanceof Map) return [start(MAP + kept), ...fieldEvents(content as Contents), END]
  return [start(`+SEQ${kept}`), ...itemEvents(content as readonly Item[]), END]
}

const fieldEvents = (fields: Contents, instead?: unknown): readonly YamlEvent[] =>
  [...fields].flatMap(([key, content]) => [written(key), ...contentEvents(content, instead)])

// The events are put into one list: a generator for each node costs more than all else that verifying does.
function addPair(events: YamlEvent[], pair: Pair, outlook: Outlook): void {
  const entry = outlook.replaced.get(pair)
  const filled = outlook.filled.get(pair)
  if (filled !== undefined) events.push(...fieldEvents(filled, pair.value))
  else if (entry !== undefined) events.push(written(entry[0]), written(entry[1], pair.value))
  else if (!outlook.removed.has(pair)) {
    addNode(events, pair.key, outlook)
    addNode(events, pair.value, outlook)
  }
  for (const inserted of outlook.inserted.get(pair) ?? []) events.push(...entryEvents(inserted))
}

function addCollection(events: YamlEvent[], node: YAMLMap | YAMLSeq, outlook: Outlook): void {
  const style = node.flow === true ? 'flow' : 'block'
  events.push({ what: `${isMap(node) ? '+MAP' : '+SEQ'}${properties(node)}`, style })
  for (const item of node.items) {
    if (isPair(item)) addPair(events, item, outlook)
    else addNode(events, item, outlook)
  }
  if (isSeq(node)) events.push(...itemEvents(outlook.appended.get(node) ?? []))
  if (isMap(node)) events.push(...fieldEvents(outlook.added.get(node) ?? NOTHING))
  events.push(END)
}

function addNode(events: YamlEvent[], node: unknown, outlook: Outlook): void {
  const value = outlook.set.get(node)
  if (value !== undefined) events.push(written(value, node))
  else if (isScalar(node)) {
    events.push({
      what: `=VAL ${properties(node)}|${outlook.blocks.get(node) ?? scalarText(node)}`,
      style: `${node.type ?? ''} ${String(readsAsString(node))}`
    })
  } else if (isMap(node) || isSeq(node)) addCollection(events, node, outlook)
  else if (isAlias(node)) events.push({ what: `=ALI *${node.source}`, style: '' })
  else events.push({ what: '=NONE', style: '' })
}

/**
 * The event stream of a document as it shall be after some operations (none: as it is). Computed from the tree
 * alone, so that it is a second opinion on what the edits of the text have done.
 *
 * @param blocks - the values of block scalars whose lines are edited
 */
export function documentEvents(
  root: Node | null,
  operations: readonly Operation[],
  blocks: ReadonlyMap<unknown, string> = new Map()
): readonly YamlEvent[] {
  const outlook = outlookOn(operations, blocks)
  const whole = outlook.added.get(null)
  const events: YamlEvent[] = []
  if (root === null || whole !== undefined) {
    events.push(start(MAP), ...fieldEvents(whole ?? NOTHING), END)
  } else addNode(events, root, outlook)
  return events
}

/** Whether an event is the one expected; what an operation wrote may have any style in which it reads as a string. */
export function isExpected(expected: YamlEvent | undefined, actual: YamlEvent | undefined): boolean {
  if (expected?.what !== actual?.what) return false
  return expected?.style === 'new' ? !actual?.style.endsWith('false') : expected?.style === actual?.style
}
