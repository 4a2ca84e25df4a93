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
import type { AddList, Entry, Item, Operation } from './operation.ts'
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
  readonly list: AddList | undefined
  readonly blocks: ReadonlyMap<unknown, string>
}

function outlookOn(operations: readonly Operation[], blocks: ReadonlyMap<unknown, string>): Outlook {
  const set = new Map<unknown, string>()
  const inserted = new Map<Pair, readonly Entry[]>()
  const removed = new Set<Pair>()
  const replaced = new Map<Pair, Entry>()
  const appended = new Map<YAMLSeq, readonly Item[]>()
  for (const operation of operations) {
    if (operation.kind === 'set') set.set(operation.node, operation.value)
    if (operation.kind === 'insert') inserted.set(operation.after, operation.entries)
    if (operation.kind === 'remove') removed.add(operation.pair)
    if (operation.kind === 'replace') replaced.set(operation.pair, operation.entry)
    if (operation.kind === 'append') appended.set(operation.list, operation.items)
  }
  const list = operations.find((one) => one.kind === 'list')
  return { set, inserted, removed, replaced, appended, list, blocks }
}

const properties = (node: Node): string =>
  isAlias(node) ? '' : `${node.anchor === undefined ? '' : `&${node.anchor} `}${node.tag ?? ''}`

const END: YamlEvent = { what: '-', style: '' }
const written = (value: string, node?: unknown): YamlEvent => ({
  what: `=VAL ${isNode(node) ? properties(node) : ''}|${value}`,
  style: 'new'
})
const entryEvents = ([key, value]: Entry): readonly YamlEvent[] => [written(key), written(value)]
const MAP: YamlEvent = { what: '+MAP', style: 'new' }
const itemEvents = (items: readonly Item[]): readonly YamlEvent[] =>
  items.flatMap((item) =>
    typeof item === 'string' ? [written(item)] : [MAP, ...item.flatMap(entryEvents), END]
  )

function listEvents({ pair, within, key, items }: AddList): readonly YamlEvent[] {
  const start = { what: `+SEQ${isNode(pair?.value) ? properties(pair.value) : ''}`, style: 'new' }
  const list = [written(key), start, ...itemEvents(items), END]
  return within === undefined ? list : [written(within), MAP, ...list, END]
}

// The events are put into one list: a generator for each node costs more than all else that verifying does.
function addPair(events: YamlEvent[], pair: Pair, outlook: Outlook): void {
  const entry = outlook.replaced.get(pair)
  if (outlook.list?.pair === pair) events.push(...listEvents(outlook.list))
  else if (entry !== undefined) events.push(written(entry[0]), written(entry[1], pair.value))
  else if (!outlook.removed.has(pair)) {
    addNode(events, pair.key, outlook)
    addNode(events, pair.value, outlook)
  }
  for (const added of outlook.inserted.get(pair) ?? []) events.push(...entryEvents(added))
}

function addCollection(events: YamlEvent[], node: YAMLMap | YAMLSeq, outlook: Outlook): void {
  const style = node.flow === true ? 'flow' : 'block'
  events.push({ what: `${isMap(node) ? '+MAP' : '+SEQ'}${properties(node)}`, style })
  for (const item of node.items) {
    if (isPair(item)) addPair(events, item, outlook)
    else addNode(events, item, outlook)
  }
  if (isSeq(node)) events.push(...itemEvents(outlook.appended.get(node) ?? []))
  if (outlook.list?.root === node && outlook.list.pair === undefined) events.push(...listEvents(outlook.list))
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
  const events: YamlEvent[] = []
  if (root === null || (outlook.list !== undefined && outlook.list.root === null)) {
    events.push(MAP, ...(outlook.list === undefined ? [] : listEvents(outlook.list)), END)
  } else addNode(events, root, outlook)
  return events
}

/** Whether an event is the one expected; what an operation wrote may have any style in which it reads as a string. */
export function isExpected(expected: YamlEvent | undefined, actual: YamlEvent | undefined): boolean {
  if (expected?.what !== actual?.what) return false
  return expected?.style === 'new' ? !actual?.style.endsWith('false') : expected?.style === actual?.style
}
