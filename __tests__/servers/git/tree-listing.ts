import { git } from './command.ts'
import type { Mode } from './tree.ts'

/** An entry of a listing: its whole path, and a blob's size. */
export interface ListedEntry {
  readonly path: string
  readonly mode: Mode
  readonly kind: 'blob' | 'tree' | 'commit'
  readonly oid: string
  readonly size: number | undefined
}

/** What is in a tree, and on demand in every tree beneath it: trees come before what they hold. */
export async function listTree(
  directory: string,
  treeOid: string,
  isRecursive: boolean
): Promise<ListedEntry[]> {
  const flags = isRecursive ? ['-r', '-t'] : []
  const output = await git(directory, ['ls-tree', ...flags, '-l', '-z', treeOid])
  const lines = output.toString().split('\0').filter(Boolean)
  return lines.map((line) => {
    const tab = line.indexOf('\t')
    const [mode, kind, oid = '', size] = line.slice(0, tab).split(/ +/)
    return {
      path: line.slice(tab + 1),
      mode: mode as Mode,
      kind: kind as ListedEntry['kind'],
      oid,
      size: size === '-' ? undefined : Number(size)
    }
  })
}
