import type { ObjectStore } from './object-store.ts'
import { formatTree, type Mode, type TreeEntry } from './tree.ts'

/** What a path shall hold; null removes it. */
export type PathEdit = { readonly mode: Mode; readonly oid: string } | null

/** Deleting a path that is not there. */
export class MissingPath extends Error {
  readonly path: string

  constructor(path: string) {
    super(`there is nothing at ${path}`)
    this.name = 'MissingPath'
    this.path = path
  }
}

interface Level {
  readonly here: Map<string, PathEdit>
  readonly below: Map<string, Map<string, PathEdit>>
}

function splitLevel(edits: ReadonlyMap<string, PathEdit>): Level {
  const level: Level = { here: new Map(), below: new Map() }
  for (const [path, edit] of edits) {
    const slash = path.indexOf('/')
    if (slash < 0) {
      level.here.set(path, edit)
      continue
    }
    const name = path.slice(0, slash)
    const inner = level.below.get(name) ?? new Map<string, PathEdit>()
    level.below.set(name, inner.set(path.slice(slash + 1), edit))
  }
  return level
}

/** Applies edits by path to a tree (none: the empty one); gives the new tree's id, undefined when nothing is left in it. */
export async function editTree(
  objects: ObjectStore,
  treeOid: string | undefined,
  edits: ReadonlyMap<string, PathEdit>,
  prefix = ''
): Promise<string | undefined> {
  const old = treeOid === undefined ? [] : ((await objects.tree(treeOid)) ?? [])
  const entries = new Map<string, TreeEntry>(old.map((entry) => [entry.name, entry]))
  const { here, below } = splitLevel(edits)
  for (const [name, edit] of here) {
    if (edit !== null) entries.set(name, { name, ...edit })
    else if (!entries.delete(name)) throw new MissingPath(`${prefix}${name}`)
  }
  for (const [name, inner] of below) {
    const entry = entries.get(name)
    const subtree = entry?.mode === '040000' ? entry.oid : undefined
    const oid = await editTree(objects, subtree, inner, `${prefix}${name}/`)
    if (oid === undefined) entries.delete(name)
    else entries.set(name, { name, mode: '040000', oid })
  }
  return entries.size === 0 ? undefined : objects.write('tree', formatTree([...entries.values()]))
}
