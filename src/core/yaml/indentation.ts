import { isMap, isNode, isPair, isSeq, type Node, type Pair, type YAMLMap } from 'yaml'
import { columnAt } from './lines.ts'
import { nodeStart } from './scalar.ts'
import { pairStart, startsLine } from './span.ts'

/** How far what is below a key is indented from it, in columns. */
export interface Indentation {
  /** The keys of a map. */
  readonly keys: number
  /** The dashes of a list. */
  readonly dashes: number
}

const USUAL: Indentation = { keys: 2, dashes: 0 }

/** All pairs beneath a node, in the order of the text. */
function* pairsBeneath(node: unknown): Generator<Pair> {
  if (isPair(node)) {
    yield node
    yield* pairsBeneath(node.value)
  } else if (isMap(node) || isSeq(node)) for (const item of node.items) yield* pairsBeneath(item)
}

/** The distance from a key to the first line of the block below it. */
function distance(text: string, pair: Pair, isOfKind: (value: Node) => boolean): number | undefined {
  const { value } = pair
  if (!isNode(value) || !isOfKind(value) || !startsLine(text, nodeStart(value))) return undefined
  return columnAt(text, nodeStart(value)) - columnAt(text, pairStart(pair))
}

/** The habit of the first pair that shows one: of the map itself, else of the document around it. */
function habit(
  text: string,
  root: Node | null,
  map: YAMLMap,
  isOfKind: (value: Node) => boolean
): number | undefined {
  for (const pairs of [map.items, pairsBeneath(root)]) {
    for (const pair of pairs) {
      const found = distance(text, pair, isOfKind)
      if (found !== undefined) return found
    }
  }
  return undefined
}

const isBlockMap = (value: Node): boolean => isMap(value) && value.flow !== true && value.items.length > 0
const isBlockList = (value: Node): boolean => isSeq(value) && value.flow !== true && value.items.length > 0

/** How a document indents what is below the keys of a map, and as is usual where it does not show it. */
export function indentationFor(text: string, root: Node | null, map: YAMLMap | null): Indentation {
  if (map === null) return USUAL
  return {
    keys: habit(text, root, map, isBlockMap) ?? USUAL.keys,
    dashes: habit(text, root, map, isBlockList) ?? USUAL.dashes
  }
}
