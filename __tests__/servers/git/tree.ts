import type { ObjectStore } from './object-store.ts'

/** The file modes that git knows, in octal as git writes them. */
export type Mode = '100644' | '100755' | '120000' | '040000' | '160000'

/** One line of a tree. */
export interface TreeEntry {
  readonly mode: Mode
  readonly name: string
  readonly oid: string
}

/** The kind of object that a mode stands for. */
export const kindOfMode = (mode: Mode): 'blob' | 'tree' | 'commit' =>
  mode === '040000' ? 'tree' : mode === '160000' ? 'commit' : 'blob'

/** Reads the binary form of a tree. */
export function parseTree(bytes: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = []
  for (let offset = 0; offset < bytes.length;) {
    const space = bytes.indexOf(32, offset)
    const end = bytes.indexOf(0, space)
    entries.push({
      mode: bytes.toString('latin1', offset, space).padStart(6, '0') as Mode,
      name: bytes.toString('utf8', space + 1, end),
      oid: bytes.toString('hex', end + 1, end + 21)
    })
    offset = end + 21
  }
  return entries
}

const sortKey = (entry: TreeEntry): Buffer =>
  Buffer.from(entry.mode === '040000' ? `${entry.name}/` : entry.name)

/** The binary form of a tree, its entries sorted as git demands. */
export function formatTree(entries: readonly TreeEntry[]): Buffer {
  const sorted = [...entries].sort((left, right) => Buffer.compare(sortKey(left), sortKey(right)))
  return Buffer.concat(
    sorted.flatMap((entry) => [
      Buffer.from(`${entry.mode.replace(/^0/, '')} ${entry.name}\0`),
      Buffer.from(entry.oid, 'hex')
    ])
  )
}

/** The entry at a path beneath a tree; undefined when there is none. */
export async function entryAt(
  objects: ObjectStore,
  treeOid: string,
  path: string
): Promise<TreeEntry | undefined> {
  let entry: TreeEntry | undefined
  let oid = treeOid
  for (const name of path.split('/')) {
    if (entry !== undefined && entry.mode !== '040000') return undefined
    entry = (await objects.tree(oid))?.find((candidate) => candidate.name === name)
    if (entry === undefined) return undefined
    oid = entry.oid
  }
  return entry
}
