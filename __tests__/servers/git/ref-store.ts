import { git, GitFailure } from './command.ts'
import { zeroOid } from './object.ts'
import type { ObjectStore } from './object-store.ts'
import { RefUpdater } from './ref-updater.ts'

/** One ref to move: from an id to an id; zeros mean "is not there" and "shall not be there". */
export interface RefMove {
  readonly name: string
  readonly before: string
  readonly after: string
}

/** The refs of a transaction were not as it said; nothing was moved. */
export class RefMoved extends Error {
  readonly ref: string
  readonly actual: string
  readonly expected: string

  constructor(ref: string, actual: string, expected: string) {
    super(`${ref} is at ${actual} but expected ${expected}`)
    this.name = 'RefMoved'
    this.ref = ref
    this.actual = actual
    this.expected = expected
  }
}

/** A ref cannot exist beside another one, as `a` and `a/b`, or git refuses its name. */
export class RefConflict extends Error {}

const forbidden = /[\s~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock(?:\/|$)|[./]$/

/** Whether git would accept the name for a ref beneath `refs/`. */
export const isRefName = (name: string): boolean => /^refs\/[^/.]/.test(name) && !forbidden.test(name)

/** The refs of one repository. */
export class RefStore {
  readonly #directory: string
  readonly #objects: ObjectStore
  readonly #updater: RefUpdater

  constructor(gitDirectory: string, objects: ObjectStore) {
    this.#directory = gitDirectory
    this.#objects = objects
    this.#updater = new RefUpdater(gitDirectory)
  }

  /** The id that a full ref name points to now; undefined when there is no such ref. */
  async read(name: string): Promise<string | undefined> {
    if (!isRefName(name)) return undefined
    return (await this.#objects.read(name))?.oid
  }

  /** All refs beneath a prefix, sorted by name. */
  async list(prefix = 'refs/'): Promise<Map<string, string>> {
    const output = await git(this.#directory, ['for-each-ref', '--format=%(refname) %(objectname)', prefix])
    const lines = output.toString().split('\n').filter(Boolean)
    return new Map(lines.map((line) => line.split(' ') as [string, string]))
  }

  /** Moves refs, all or none. Throws RefMoved when one is not where the move says. */
  async move(moves: readonly RefMove[]): Promise<void> {
    const commands = moves.map((move) =>
      move.after === zeroOid
        ? `delete ${move.name} ${move.before}`
        : `update ${move.name} ${move.after} ${move.before}`
    )
    try {
      await this.#updater.run(commands)
    } catch (error) {
      if (!(error instanceof GitFailure)) throw error
      throw await this.#reasonOf(moves, error)
    }
  }

  /** Ends the process that moves refs. */
  close(): void {
    this.#updater.close()
  }

  async #reasonOf(moves: readonly RefMove[], failure: GitFailure): Promise<Error> {
    const match = /'(refs\/[^']+)': is at ([0-9a-f]+) but expected ([0-9a-f]+)/.exec(failure.stderr)
    if (match !== null) return new RefMoved(match[1] ?? '', match[2] ?? '', match[3] ?? '')
    for (const move of moves) {
      const actual = (await this.read(move.name)) ?? zeroOid
      if (actual !== move.before) return new RefMoved(move.name, actual, move.before)
    }
    return new RefConflict(failure.stderr.trim())
  }
}
