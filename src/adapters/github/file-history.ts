import type { FileHistory, FileVersion } from '../../ports/history.ts'
import type { ObjectId } from '../../ports/snapshot.ts'
import type { EntryAnswer } from './answer.ts'
import { ask, blobFetcher, repositoryOf, type Reader } from './ask.ts'
import { contentsOf } from './snapshot.ts'

/** How many files one query asks for, and how many versions of each: every version comes with its text. */
const MOST_FILES = 5
const PAGE = 25

interface CommitAnswer {
  readonly oid: string
  readonly url: string
  readonly message: string
  readonly committedDate: string
  readonly file: EntryAnswer | null
}

interface HistoryAnswer {
  readonly nodes: readonly CommitAnswer[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

/** A file whose history is being read. */
interface Reading extends FileHistory {
  /** Where the next page begins. */
  readonly after: string | null
}

const alias = (position: number): string => `h${String(position)}`

const historyField = (position: number): string => {
  const path = `$path${String(position)}`
  return `${alias(position)}: history(first: ${String(PAGE)} after: $after${String(position)} path: ${path}) {
    nodes { oid url message committedDate file(path: ${path}) { ...EntryFields } }
    pageInfo { hasNextPage endCursor }
  }`
}

const declaration = (position: number): string =>
  `$path${String(position)}: String! $after${String(position)}: String`

const documentFor = (count: number): string => {
  const positions = Array.from({ length: count }, (_, position) => position)
  return `query FileHistory($owner: String! $name: String! $commit: GitObjectID! ${positions.map(declaration).join(' ')}) {
  repository(owner: $owner, name: $name) {
    object(oid: $commit) { ... on Commit { ${positions.map(historyField).join('\n')} } }
  }
}
fragment EntryFields on TreeEntry { mode oid object { __typename ... on Blob { byteSize isBinary isTruncated text } } }`
}

async function versionOf(reader: Reader, path: string, answer: CommitAnswer): Promise<FileVersion> {
  const { oid, url, message, committedDate, file } = answer
  const { files } = await contentsOf({ f0: file }, [path], blobFetcher(reader))
  return { commit: { oid, url, message, committed: Date.parse(committedDate) }, text: files.get(path)?.text }
}

async function nextPages(
  reader: Reader,
  commit: ObjectId,
  some: readonly Reading[]
): Promise<readonly Reading[]> {
  const { owner, name } = reader
  const variables = some.flatMap(
    ({ path, after }, position): readonly (readonly [string, string | null])[] => [
      [`path${String(position)}`, path],
      [`after${String(position)}`, after]
    ]
  )
  const answer = await ask(reader, {
    document: documentFor(some.length),
    variables: { owner, name, commit, ...Object.fromEntries(variables) }
  })
  const histories = (repositoryOf(reader, answer).object ?? {}) as Readonly<Record<string, HistoryAnswer>>
  return Promise.all(
    some.map(async (reading, position) => {
      const page = histories[alias(position)]
      const nodes = page?.nodes ?? []
      const versions = await Promise.all(nodes.map((node) => versionOf(reader, reading.path, node)))
      return {
        path: reading.path,
        versions: [...reading.versions, ...versions],
        isComplete: page?.pageInfo.hasNextPage !== true,
        after: page?.pageInfo.endCursor ?? null
      }
    })
  )
}

/** The histories of files up to a commit, each until `most` versions or its beginning. */
export async function fileHistories(
  reader: Reader,
  commit: ObjectId,
  paths: readonly string[],
  most: number
): Promise<readonly FileHistory[]> {
  const done: Reading[] = []
  let open: readonly Reading[] = paths.map((path) => ({ path, versions: [], isComplete: false, after: null }))
  while (open.length > 0) {
    const pages = await nextPages(reader, commit, open.slice(0, MOST_FILES))
    const isDone = ({ isComplete, versions }: Reading): boolean => isComplete || versions.length >= most
    done.push(...pages.filter(isDone))
    open = [...pages.filter((reading) => !isDone(reading)), ...open.slice(MOST_FILES)]
  }
  return done
}
