import type { Mode } from './tree.ts'

/** A file as tests write it: text, bytes, or one with another mode. */
export type FileContent =
  | string
  | Buffer
  | { readonly content: string | Buffer; readonly mode: '100644' | '100755' }
  | { readonly symlink: string }
  | { readonly submodule: string }

/** A file as git stores it: bytes, or for a submodule the commit's id. */
export type StoredFile =
  | { readonly mode: Exclude<Mode, '160000'>; readonly bytes: Buffer }
  | { readonly mode: '160000'; readonly oid: string }

/** What git stores for a file that a test wrote down. */
export function storedFile(content: FileContent): StoredFile {
  if (typeof content === 'string' || Buffer.isBuffer(content))
    return { mode: '100644', bytes: Buffer.from(content as string) }
  if ('symlink' in content) return { mode: '120000', bytes: Buffer.from(content.symlink) }
  if ('submodule' in content) return { mode: '160000', oid: content.submodule }
  return { mode: content.mode, bytes: Buffer.from(content.content as string) }
}
