import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { constants, deflateSync } from 'node:zlib'
import { emptyTreeOid, framed, oidOf, type ObjectKind } from './object.ts'
import { ObjectReader } from './object-reader.ts'
import { parseCommit, type Commit } from './commit.ts'
import { parseTree, type TreeEntry } from './tree.ts'

let written = 0

/** The objects of one repository. Reading goes through git; writing makes loose objects without a process. */
export class ObjectStore {
  readonly #directory: string
  readonly #reader: ObjectReader

  constructor(gitDirectory: string) {
    this.#directory = path.join(gitDirectory, 'objects')
    this.#reader = new ObjectReader(gitDirectory)
  }

  /** The object of that id, ref name or revision expression; undefined when there is none. */
  read(name: string): ReturnType<ObjectReader['read']> {
    return this.#reader.read(name)
  }

  /** The bytes of a blob; undefined when the id names none. */
  async blob(oid: string): Promise<Buffer | undefined> {
    const object = await this.read(oid)
    return object?.kind === 'blob' ? object.bytes : undefined
  }

  /** A commit's fields; undefined when the id names none. */
  async commit(oid: string): Promise<Commit | undefined> {
    const object = await this.read(oid)
    return object?.kind === 'commit' ? parseCommit(object.oid, object.bytes) : undefined
  }

  /** A tree's entries in git's order; undefined when the id names none. */
  async tree(oid: string): Promise<readonly TreeEntry[] | undefined> {
    if (oid === emptyTreeOid) return []
    const object = await this.read(oid)
    return object?.kind === 'tree' ? parseTree(object.bytes) : undefined
  }

  /** Stores an object and gives its id; one that is there already is left alone. */
  write(kind: ObjectKind, bytes: Buffer): string {
    const frame = framed(kind, bytes)
    const oid = oidOf(frame)
    const folder = path.join(this.#directory, oid.slice(0, 2))
    const file = path.join(folder, oid.slice(2))
    if (existsSync(file)) return oid
    mkdirSync(folder, { recursive: true })
    const temporary = path.join(this.#directory, `incoming-${process.pid}-${(written += 1)}`)
    writeFileSync(temporary, deflateSync(frame, { level: constants.Z_BEST_SPEED }))
    renameSync(temporary, file)
    return oid
  }

  /** Ends the reading process. */
  close(): void {
    this.#reader.close()
  }
}
