/** What a path of the repository is. A submodule is a commit of another repository. */
export type EntryKind = 'file' | 'executable' | 'directory' | 'symlink' | 'submodule'

/** One path of the repository. */
export interface Entry {
  readonly path: string
  readonly kind: EntryKind
}

/** What Git calls the modes of tree entries, in decimal, as GitHub's GraphQL gives them. */
const KINDS = new Map<number, EntryKind>([
  [0o100644, 'file'],
  [0o100664, 'file'],
  [0o100755, 'executable'],
  [0o040000, 'directory'],
  [0o120000, 'symlink'],
  [0o160000, 'submodule']
])

/** The kind that a Git file mode stands for. An unknown mode counts as a plain file. */
export const kindOfMode = (mode: number): EntryKind => KINDS.get(mode) ?? 'file'

/** Whether an entry holds text of its own that a commit can replace. */
export const isEditable = (entry: Entry): boolean => entry.kind === 'file' || entry.kind === 'executable'
