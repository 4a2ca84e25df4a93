import { decodeText } from '../../core/text.ts'
import type { FileHistory, PastCommit } from '../../ports/history.ts'
import type { RepositoryFacts } from '../../ports/reading.ts'
import type { ObjectId } from '../../ports/snapshot.ts'
import { ask, situationOf, type Checkout } from './checkout.ts'
import { fetchBlobs, fetchHistory } from './fetch.ts'
import { readObjects } from './objects.ts'

/** Fields and commits are told apart by bytes that no message can hold. */
const FORMAT = '--format=%H%x00%ct%x00%B%x00'

function parseLog(log: string, { url }: RepositoryFacts): readonly PastCommit[] {
  const fields = log.split('\0')
  const commits: PastCommit[] = []
  for (let start = 0; start + 2 < fields.length; start += 3) {
    const oid = (fields[start] ?? '').trim()
    commits.push({
      oid,
      url: url === '' ? '' : `${url}/commit/${oid}`,
      message: fields[start + 2] ?? '',
      committed: Number(fields[start + 1]) * 1000
    })
  }
  return commits
}

/** The blobs that a path was at some commits; `undefined` where it was none. */
async function blobsAt(
  { git }: Checkout,
  commits: readonly PastCommit[],
  path: string
): Promise<readonly (ObjectId | undefined)[]> {
  const input = commits.map(({ oid }) => `${oid}:${path}\n`).join('')
  const { stdout } = await git(['cat-file', '--batch-check=%(objectname) %(objecttype)'], { input })
  const lines = stdout.toString().split('\n')
  return commits.map((_, index) => /^([0-9a-f]+) blob$/.exec(lines[index] ?? '')?.[1])
}

async function fileHistory(
  checkout: Checkout,
  facts: RepositoryFacts,
  commit: ObjectId,
  path: string,
  most: number
): Promise<FileHistory> {
  const log = await ask(
    checkout.git,
    ['log', FORMAT, `--max-count=${String(most)}`, commit, '--', `:(literal)${path}`],
    situationOf(checkout, 'the reading of the history')
  )
  const commits = parseLog(log, facts)
  const blobs = await blobsAt(checkout, commits, path)
  const present = [...new Set(blobs.flatMap((blob) => blob ?? []))]
  await fetchBlobs(checkout, present)
  const objects = await readObjects(checkout, present)
  const textOf = (blob: ObjectId | undefined): string | undefined => {
    const bytes = blob === undefined ? undefined : objects.get(blob)
    return bytes && decodeText(bytes)
  }
  return {
    path,
    versions: commits.map((each, index) => ({ commit: each, text: textOf(blobs[index]) })),
    isComplete: commits.length < most
  }
}

/** The histories of files up to a commit; a shallow checkout is given the whole history first. */
export async function fileHistories(
  checkout: Checkout,
  facts: RepositoryFacts,
  commit: ObjectId,
  paths: readonly string[],
  most: number
): Promise<readonly FileHistory[]> {
  await fetchHistory(checkout, commit)
  const histories: FileHistory[] = []
  for (const path of paths) histories.push(await fileHistory(checkout, facts, commit, path, most))
  return histories
}
