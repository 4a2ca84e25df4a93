import { createHash } from 'node:crypto'

/** The four kinds of objects in a git object store. */
export type ObjectKind = 'blob' | 'tree' | 'commit' | 'tag'

/** One object, read whole. */
export interface GitObject {
  readonly oid: string
  readonly kind: ObjectKind
  readonly bytes: Buffer
}

/** The id that stands for "no object" in ref updates. */
export const zeroOid = '0'.repeat(40)

/** The tree without entries. */
export const emptyTreeOid = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'

/** Whether a text is a whole object id. */
export const isOid = (text: string): boolean => /^[0-9a-f]{40}$/.test(text)

/** What is hashed and stored for an object: a header, then its bytes. */
export const framed = (kind: ObjectKind, bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${kind} ${bytes.length}\0`), bytes])

/** The id of an object given as it is stored. */
export const oidOf = (frame: Buffer): string => createHash('sha1').update(frame).digest('hex')
