import { isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml'
import { scalarText } from './scalar.ts'

/** One scalar of a document that is a value: not a key, and no alias. */
export interface ScalarPlace {
  readonly scalar: Scalar
  /** What holds it; the document itself where it is its root. */
  readonly holder: YAMLMap | YAMLSeq | undefined
  /** Its pair, where a map holds it. */
  readonly pair: Pair | undefined
  /** The way to it in the syntax of kustomize's `fieldPath`. */
  readonly path: string
}

/** A key as one step of a path: its dots are escaped. */
const keyStep = (key: unknown): string => (isScalar(key) ? scalarText(key).replaceAll('.', '\\.') : '?')

const nameOf = (item: unknown): string | undefined => {
  const name = isMap(item)
    ? item.items.find((pair) => isScalar(pair.key) && scalarText(pair.key) === 'name')
    : undefined
  return isScalar(name?.value) ? scalarText(name.value) : undefined
}

/** The steps to the items of a list: by name where that is one item's alone, else by position. */
function itemSteps(list: YAMLSeq): readonly string[] {
  const names = list.items.map(nameOf)
  const counts = new Map<string, number>()
  for (const name of names) if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1)
  return names.map((name, index) =>
    name !== undefined && counts.get(name) === 1 ? `[name=${name}]` : String(index)
  )
}

const step = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`)

interface Holder {
  readonly holder: YAMLMap | YAMLSeq | undefined
  readonly pair: Pair | undefined
}

function collect(found: ScalarPlace[], node: unknown, path: string, by: Holder): void {
  if (isScalar(node)) found.push({ scalar: node, path, ...by })
  else if (isMap(node)) {
    for (const pair of node.items)
      collect(found, pair.value, step(path, keyStep(pair.key)), { holder: node, pair })
  } else if (isSeq(node)) {
    const steps = itemSteps(node)
    for (const [index, item] of node.items.entries()) {
      collect(found, item, step(path, steps[index] ?? ''), { holder: node, pair: undefined })
    }
  }
}

/** All scalars below a document's root that are values, in the order of the text. */
export function scalarPlaces(root: Node | null): readonly ScalarPlace[] {
  const found: ScalarPlace[] = []
  collect(found, root, '', { holder: undefined, pair: undefined })
  return found
}
