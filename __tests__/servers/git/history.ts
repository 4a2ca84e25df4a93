import { git, GitFailure } from './command.ts'
import type { ObjectStore } from './object-store.ts'

/** How to list commits. */
export interface HistoryOptions {
  readonly path?: string
  readonly limit?: number
  readonly skip?: number
  readonly without?: string
}

/** A path that differs between two commits, with git's letter for how. */
export interface ChangedPath {
  readonly status: 'A' | 'M' | 'D' | 'T'
  readonly path: string
}

/** Questions about how commits relate. */
export class History {
  readonly #directory: string
  readonly #objects: ObjectStore

  constructor(gitDirectory: string, objects: ObjectStore) {
    this.#directory = gitDirectory
    this.#objects = objects
  }

  /** The ids of the commits reachable from one, newest first. */
  async list(oid: string, options: HistoryOptions = {}): Promise<string[]> {
    const args = ['rev-list', `--skip=${options.skip ?? 0}`, oid]
    if (options.limit !== undefined) args.push(`--max-count=${options.limit}`)
    if (options.without !== undefined) args.push(`^${options.without}`)
    if (options.path !== undefined) args.push('--', options.path)
    return (await git(this.#directory, args)).toString().split('\n').filter(Boolean)
  }

  /** Whether the first commit is the second or one of its ancestors. */
  async isAncestor(ancestor: string, descendant: string): Promise<boolean> {
    if (ancestor === descendant) return true
    const parents = (await this.#objects.commit(descendant))?.parents ?? []
    if (parents.includes(ancestor)) return true
    return await this.#succeeds(['merge-base', '--is-ancestor', ancestor, descendant])
  }

  /** Whether the first commit brings anything that the second does not have. */
  async isAhead(head: string, base: string): Promise<boolean> {
    if (head === base) return false
    if (((await this.#objects.commit(head))?.parents ?? []).includes(base)) return true
    return !(await this.isAncestor(head, base))
  }

  /** The best common ancestor; undefined when the histories are unrelated. */
  async mergeBase(left: string, right: string): Promise<string | undefined> {
    try {
      return (await git(this.#directory, ['merge-base', left, right])).toString().trim()
    } catch (error) {
      if (error instanceof GitFailure && error.status === 1) return undefined
      throw error
    }
  }

  /** How many commits each side has that the other lacks. */
  async divergence(base: string, head: string): Promise<{ ahead: number; behind: number }> {
    const args = ['rev-list', '--left-right', '--count', `${base}...${head}`]
    const [behind, ahead] = (await git(this.#directory, args)).toString().trim().split('\t').map(Number)
    return { ahead: ahead ?? 0, behind: behind ?? 0 }
  }

  /** The tree of a three-way merge; undefined when it conflicts. */
  async mergedTree(base: string, head: string): Promise<string | undefined> {
    try {
      const output = await git(this.#directory, ['merge-tree', '--write-tree', base, head])
      return output.toString().split('\n', 1)[0]
    } catch (error) {
      if (error instanceof GitFailure && error.status === 1) return undefined
      throw error
    }
  }

  /** The paths that differ between two trees or commits. */
  async changes(before: string, after: string): Promise<ChangedPath[]> {
    const output = await git(this.#directory, [
      'diff-tree',
      '-r',
      '--no-renames',
      '--name-status',
      '-z',
      before,
      after
    ])
    const fields = output.toString().split('\0')
    const changed: ChangedPath[] = []
    for (let index = 0; index + 1 < fields.length; index += 2)
      changed.push({ status: fields[index] as ChangedPath['status'], path: fields[index + 1] ?? '' })
    return changed
  }

  async #succeeds(args: readonly string[]): Promise<boolean> {
    try {
      await git(this.#directory, args)
      return true
    } catch (error) {
      if (error instanceof GitFailure && error.status === 1) return false
      throw error
    }
  }
}
