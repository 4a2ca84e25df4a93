import { isEditable, kindOfMode } from '../../core/selection/entry.ts'
import type { FileHistory, FileVersion, PastCommit, Unsettled } from '../../ports/history.ts'
import type { ObjectId } from '../../ports/snapshot.ts'
import type { EntryAnswer } from './answer.ts'
import { ask, blobFetcher, repositoryOf, type Reader } from './ask.ts'
import { broughtIn, lineFrom, type LinedCommit } from './branch-line.ts'
import { historyQuery, listAlias, type BranchCommit, type ListAnswer } from './history-query.ts'
import { fileAlias } from './read-query.ts'
import { contentsOf } from './snapshot.ts'

/** How many files one query asks for. */
const MOST_FILES = 5

/** How often more is asked for: each time a hundred commits of the branch, and 25 versions of each file. */
const MOST_ROUNDS = 20

type Blob = ObjectId | undefined

/** A commit of the past, with what each file was then. */
interface KnownCommit extends LinedCommit, Omit<PastCommit, 'position'> {
  readonly blobs: readonly Blob[]
}

const blobOf = (entry: Pick<EntryAnswer, 'mode' | 'oid'> | null): Blob =>
  entry !== null && isEditable({ path: '', kind: kindOfMode(entry.mode) }) ? entry.oid : undefined

/** The past of a few files, as far as it has been read. */
class Reading {
  readonly #reader: Reader
  readonly #paths: readonly string[]
  readonly #commits = new Map<ObjectId, KnownCommit>()
  readonly #texts = new Map<Blob, string | undefined>([[undefined, undefined]])
  #line: readonly KnownCommit[] = []
  /** The versions of each file that were listed last. */
  #lists: readonly ListAnswer[] = []

  constructor(reader: Reader, paths: readonly string[]) {
    this.#reader = reader
    this.#paths = paths
  }

  /** The commit to read on from for more of these files: one whose text is lacking, else one that is not known yet. */
  next(open: readonly string[]): ObjectId | undefined {
    const wanted = this.#paths.flatMap((path, at) => (open.includes(path) ? at : []))
    if (wanted.length === 0) return undefined
    const lacking = this.#line.find(({ blobs }) => wanted.some((at) => !this.#texts.has(blobs[at])))
    return lacking?.oid ?? this.#line.at(-1)?.parents[0]
  }

  async read(from: ObjectId): Promise<void> {
    const reader = this.#reader
    const answer = repositoryOf(reader, await ask(reader, historyQuery(reader, from, this.#paths))).object
    const { line, ...lists } = (answer ?? {}) as {
      readonly line?: { readonly nodes: readonly (BranchCommit & Readonly<Record<string, unknown>>)[] }
    } & Readonly<Record<string, ListAnswer>>
    for (const node of line?.nodes ?? []) {
      this.#commits.set(node.oid, {
        ...node,
        parents: node.parents.nodes.map(({ oid }) => oid),
        blobs: this.#paths.map((_, at) => blobOf(node[fileAlias(at)] as EntryAnswer | null))
      })
    }
    this.#line = lineFrom(this.#line[0]?.oid ?? from, this.#commits)
    this.#lists = this.#paths.flatMap((_, at) => lists[listAlias(at)] ?? [])
    const entries = this.#lists.flatMap(({ nodes }) => nodes.flatMap(({ file }) => file ?? []))
    const { files } = await contentsOf(
      Object.fromEntries(entries.map((entry, at) => [fileAlias(at), entry])),
      entries.map(({ oid }) => oid),
      blobFetcher(reader)
    )
    for (const [oid, { text }] of files) this.#texts.set(oid, text)
  }

  histories(): readonly FileHistory[] {
    const brought = broughtIn(this.#line, this.#commits)
    return this.#paths.map((path, at) => {
      const versions: FileVersion[] = []
      for (const [position, commit] of this.#line.entries()) {
        const blob = commit.blobs[at]
        const before = this.#line[position + 1]
        if (before?.blobs[at] === blob && (before !== undefined || commit.parents.length === 0)) continue
        if (!this.#texts.has(blob)) return { path, versions, isComplete: false }
        const version = {
          commit: { ...commit, position },
          brought: (brought.get(commit.oid) ?? []).filter((each) => this.#isChange(each, at)),
          text: this.#texts.get(blob)
        }
        if (before === undefined && commit.parents.length > 0)
          return { path, ...this.#standing(at, blob, versions, version) }
        versions.push(version)
      }
      return { path, versions, isComplete: true }
    })
  }

  #isChange({ parents, blobs }: KnownCommit, at: number): boolean {
    const parent = this.#commits.get(parents[0] ?? '')
    return parents.length < 2 && (parent === undefined || parent.blobs[at] !== blobs[at])
  }

  /** What stands where the known line ends: by the commit that is listed for it, with what is listed before that. */
  #standing(
    at: number,
    blob: Blob,
    versions: readonly FileVersion[],
    end: FileVersion
  ): Omit<FileHistory, 'path'> {
    const { nodes = [], pageInfo } = this.#lists[at] ?? {}
    const older = nodes.filter(({ oid }) => !this.#commits.has(oid))
    const start = older.findIndex(({ file }) => blobOf(file) === blob)
    if (start < 0) return { versions: [...versions, end], isComplete: false }
    // Behind the line, by date.
    const listed = older.slice(start).map((each) => ({
      commit: { ...each, position: this.#line.length - Date.parse(each.committedDate) / 1e13 },
      brought: [],
      text: this.#texts.get(blobOf(each.file))
    }))
    return {
      versions: [...versions, ...listed.slice(0, 1)],
      isComplete: false,
      listed: { versions: [...versions, ...listed], isComplete: pageInfo?.hasNextPage !== true }
    }
  }
}

/** The histories of files up to a commit, along the branch's own line. */
export async function fileHistories(
  reader: Reader,
  commit: ObjectId,
  paths: readonly string[],
  unsettled: Unsettled
): Promise<readonly FileHistory[]> {
  const readings: Reading[] = []
  for (let start = 0; start < paths.length; start += MOST_FILES) {
    const reading = new Reading(reader, paths.slice(start, start + MOST_FILES))
    await reading.read(commit)
    readings.push(reading)
  }
  const known = (): readonly FileHistory[] => readings.flatMap((reading) => reading.histories())
  let isMore = true
  for (let round = 0; isMore && round < MOST_ROUNDS; round += 1) {
    const open = unsettled(known())
    isMore = false
    for (const reading of readings) {
      const next = reading.next(open)
      if (next === undefined) continue
      await reading.read(next)
      isMore = true
    }
  }
  return known()
}
