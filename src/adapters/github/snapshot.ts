import { kindOfMode, type Entry } from '../../core/selection/entry.ts'
import { isYamlPath } from '../../core/selection/tree.ts'
import { decodeText } from '../../core/text.ts'
import type { RepositoryFile, Snapshot } from '../../ports/snapshot.ts'
import type { EntryAnswer, ObjectAnswer, RefAnswer } from './answer.ts'
import { fileAlias } from './read-query.ts'

/** Fetches the bytes of a blob that GraphQL does not give whole. */
export type FetchBlob = (oid: string) => Promise<Uint8Array>

interface Found {
  readonly path: string
  readonly entry: EntryAnswer
  /** Whether someone asked for this very path; of the rest only YAML is worth a further request. */
  readonly asked: boolean
}

const kindOf = ({ mode, object }: EntryAnswer): Entry['kind'] =>
  object?.__typename === 'Tree' ? 'directory' : kindOfMode(mode)

function found(commit: Readonly<Record<string, unknown>>, paths: readonly string[]): readonly Found[] {
  return paths.flatMap((path, position) => {
    const entry = commit[fileAlias(position)] as EntryAnswer | null | undefined
    if (entry === null || entry === undefined) return []
    const children = (entry.object?.entries ?? []).map((child) => ({
      path: `${path}/${child.name}`,
      entry: child,
      asked: false
    }))
    return [{ path, entry, asked: true }, ...children]
  })
}

/** The text of a blob where GraphQL gives all of it: it cuts at 512,000 bytes, and replaces what is not UTF-8. */
function wholeText({ text, isTruncated, byteSize }: ObjectAnswer): string | undefined {
  if (typeof text !== 'string' || isTruncated !== false) return undefined
  return new TextEncoder().encode(text).length === byteSize ? text : undefined
}

async function fileOf(
  { path, entry, asked }: Found,
  fetchBlob: FetchBlob
): Promise<RepositoryFile | undefined> {
  const { object } = entry
  if (object?.__typename !== 'Blob') return undefined
  const text = wholeText(object)
  if (text !== undefined) return { path, text }
  if (!asked && !isYamlPath(path)) return undefined
  return { path, text: decodeText(await fetchBlob(entry.oid)) }
}

/** What lies at some paths of a commit. */
export interface Contents {
  readonly entries: readonly Entry[]
  readonly files: ReadonlyMap<string, RepositoryFile>
}

/** The entries of a commit at the paths asked for, with the texts of files; those that GraphQL cuts are fetched whole. */
export async function contentsOf(
  commit: Readonly<Record<string, unknown>>,
  paths: readonly string[],
  fetchBlob: FetchBlob
): Promise<Contents> {
  const all = found(commit, paths)
  const files = await Promise.all(all.map((each) => fileOf(each, fetchBlob)))
  return {
    entries: all.map(({ path, entry }) => ({ path, kind: kindOf(entry) })),
    files: new Map(files.flatMap((file) => (file === undefined ? [] : [[file.path, file] as const])))
  }
}

/** The snapshot of a branch, or `undefined` where it is not there. */
export async function snapshotOf(
  ref: RefAnswer | null | undefined,
  paths: readonly string[],
  fetchBlob: FetchBlob
): Promise<Snapshot | undefined> {
  const commit = ref?.target
  if (ref === null || ref === undefined || commit === null || commit === undefined) return undefined
  return {
    branch: ref.name,
    head: commit.oid,
    tree: commit.tree.oid,
    headMessage: commit.message,
    ...(await contentsOf(commit, paths, fetchBlob))
  }
}
