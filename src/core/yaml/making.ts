import { isMap, isNode, isScalar, isSeq, type Node, type YAMLMap, type YAMLSeq } from 'yaml'
import type { UpdateError } from '../error.ts'
import type { YamlDocument } from './document.ts'
import { readField, resolve } from './field.ts'
import type { Content, Contents, Item, Operation } from './operation.ts'
import { notEditable, type Source } from './place.ts'
import { nodeStart } from './scalar.ts'

/** Something that is to be there: a value at the end of a way, or items of the list there. */
export interface Made {
  /** Keys, and positions in lists that are there already. */
  readonly way: readonly (string | number)[]
  readonly content: string | readonly Item[]
}

/** What is to be there, by keys and positions. */
type Growth = Map<string | number, Growth | Made['content']>

const isGrowth = (value: Growth | Made['content'] | undefined): value is Growth => value instanceof Map
const isItems = (value: Growth | Made['content'] | undefined): value is readonly Item[] =>
  Array.isArray(value)

const emptyGrowth = (): Growth => new Map()

function growthOf(made: readonly Made[]): Growth {
  const whole = emptyGrowth()
  for (const { way, content } of made) {
    let growth = whole
    for (const step of way.slice(0, -1)) {
      const known = growth.get(step)
      const next = isGrowth(known) ? known : emptyGrowth()
      growth.set(step, next)
      growth = next
    }
    const last = way.at(-1) ?? ''
    const known = growth.get(last)
    growth.set(last, isItems(known) && isItems(content) ? [...known, ...content] : content)
  }
  return whole
}

/** Where something is to be made, and the keys that lead there. */
interface Site {
  readonly source: Source
  readonly document: YamlDocument | undefined
  readonly path: string
}

const below = (site: Site, key: string | number): Site => ({
  ...site,
  path: site.path === '' ? String(key) : `${site.path}.${String(key)}`
})

const refusal = ({ source, path }: Site, offset: number, what: string, hint: string): UpdateError =>
  notEditable(source, offset, `"${path}" ${what}.`, hint)

/** Refuses what other places read too: they would get the new fields as well. */
function refuseShared(site: Site, node: Node): void {
  if (site.document === undefined || site.document.aliases.users(node).length === 0) return
  throw refusal(
    site,
    nodeStart(node),
    'is shared through an anchor with other places, which would change too',
    'Write it out in one of the two places, so that they no longer share it.'
  )
}

/** What is new below a key that is not there, or holds nothing. */
const contentOf = (site: Site, offset: number, growth: Growth | Made['content']): Content =>
  isGrowth(growth) ? fieldsOf(site, offset, growth) : growth

function fieldsOf(site: Site, offset: number, growth: Growth): Contents {
  const fields = [...growth].map(([key, value]) => {
    const deeper = below(site, key)
    if (typeof key === 'string') return [key, contentOf(deeper, offset, value)] as const
    throw refusal(deeper, offset, 'is an item of a list that is not there', 'Write the list by hand.')
  })
  return new Map(fields)
}

const isNothing = (node: Node): boolean =>
  (isScalar(node) && node.value === null) || ((isMap(node) || isSeq(node)) && node.items.length === 0)

function growItem(site: Site, document: YamlDocument, item: unknown, growth: Growth): readonly Operation[] {
  const { node, aliases } = resolve(document, item)
  if (isMap(node) && aliases.length === 0) return growMap(site, document, node, growth)
  const offset = isNode(item) ? nodeStart(item) : 0
  throw refusal(site, offset, 'is no map that a key could be added to', 'Check the position in the key.')
}

function growList(site: Site, document: YamlDocument, list: YAMLSeq, growth: Growth): readonly Operation[] {
  return [...growth].flatMap(([key, value]) => {
    const deeper = below(site, key)
    const item = typeof key === 'number' ? list.items[key] : undefined
    if (item !== undefined && isGrowth(value)) return growItem(deeper, document, item, value)
    const what = `is none of the ${String(list.items.length)} items of the list`
    throw refusal(deeper, nodeStart(list), what, 'Check the position in the key.')
  })
}

/** What is to be done so that a value that is there has the growth in it. */
function growValue(
  site: Site,
  document: YamlDocument,
  node: Node,
  growth: Growth | Made['content']
): readonly Operation[] {
  refuseShared(site, node)
  if (isGrowth(growth) && isMap(node)) return growMap(site, document, node, growth)
  if (isGrowth(growth) && isSeq(node)) return growList(site, document, node, growth)
  if (isItems(growth) && isSeq(node)) return [{ kind: 'append', list: node, items: growth }]
  const wanted = isItems(growth) ? 'list that an item' : 'map that a key'
  const what = `is no ${wanted} could be added to`
  throw refusal(site, nodeStart(node), what, 'Check the key, or write the value by hand.')
}

function growMap(site: Site, document: YamlDocument, map: YAMLMap, growth: Growth): readonly Operation[] {
  refuseShared(site, map)
  const missing = emptyGrowth()
  const others: Operation[] = []
  for (const [key, value] of growth) {
    const deeper = below(site, key)
    const { pair, value: node, aliases } = readField(document, map, String(key))
    if (pair === undefined && node === undefined) missing.set(key, value)
    else if (pair === undefined || aliases.length > 0) {
      throw refusal(deeper, nodeStart(map), 'comes through an alias', 'Write it out in this place.')
    } else if (node === undefined || isNothing(node)) {
      const content = contentOf(deeper, nodeStart(map), value)
      others.push({ kind: 'add', map, pair, fields: new Map([[String(key), content]]) })
    } else others.push(...growValue(deeper, document, node, value))
  }
  if (missing.size === 0) return others
  const fields = fieldsOf(site, nodeStart(map), missing)
  return [...others, { kind: 'add', map, pair: undefined, fields }]
}

/**
 * What is to be done to a document so that all of this is in it, below one of its maps (`null`: that of an empty document). What is there
 * already stays: keys are added to their maps and items to their lists, and maps and lists are made that are not there.
 *
 * @throws UpdateError `not-editable` where something else is in the way, or where other places share it
 */
export function makeFields(
  source: Source,
  document: YamlDocument | undefined,
  map: YAMLMap | null,
  made: readonly Made[]
): readonly Operation[] {
  const growth = growthOf(made)
  if (growth.size === 0) return []
  const site = { source, document, path: '' }
  return map !== null && document !== undefined
    ? growMap(site, document, map, growth)
    : [{ kind: 'add', map: null, pair: undefined, fields: fieldsOf(site, 0, growth) }]
}
