import { decodeText } from '../../core/text.ts'
import type { FileHistory, PastCommit, Unsettled } from '../../ports/history.ts'
import type { RepositoryFacts } from '../../ports/reading.ts'
import type { ObjectId } from '../../ports/snapshot.ts'
import { ask, situationOf, type Checkout } from './checkout.ts'
import { fetchBlobs, fetchHistory } from './fetch.ts'
import { readObjects } from './objects.ts'

/** How many versions of a file are looked at: first a few, which is nearly always enough. */
const DEPTHS = [25, 500]

/** Fields and commits are told apart by bytes that no message can hold. */
const LOG = ['log', '--no-follow', '--no-show-signature', '--format=%H%x00%P%x00%B%x00']

/** A commit of the log. */
interface LoggedCommit {
  readonly oid: string
  readonly isMerge: boolean
  readonly message: string
}

function parseLog(log: string): readonly LoggedCommit[] {
  const fields = log.split('\0')
  const commits: LoggedCommit[] = []
  for (let start = 0; start + 2 < fields.length; start += 3) {
    const [oid = '', parents = '', message = ''] = fields.slice(start, start + 3)
    commits.push({ oid: oid.trim(), isMerge: parents.includes(' '), message })
  }
  return commits
}

async function logOf(
  checkout: Checkout,
  path: string,
  options: readonly string[]
): Promise<readonly LoggedCommit[]> {
  const situation = situationOf(checkout, 'the reading of the history')
  return parseLog(await ask(checkout.git, [...LOG, ...options, '--', `:(literal)${path}`], situation))
}

/** The commits that changed a file and came in with a merge, newest first: whichever side's text it took. */
const broughtBy = async (
  checkout: Checkout,
  path: string,
  { oid, isMerge }: LoggedCommit
): Promise<readonly LoggedCommit[]> =>
  isMerge ? logOf(checkout, path, ['--full-history', '--topo-order', '--no-merges', `${oid}^1..${oid}`]) : []

/** The blobs that a path was at some commits; `undefined` where it was none. */
async function blobsAt(
  { git }: Checkout,
  commits: readonly Pick<PastCommit, 'oid'>[],
  path: string
): Promise<readonly (ObjectId | undefined)[]> {
  const input = commits.map(({ oid }) => `${oid}:${path}\n`).join('')
  const { stdout } = await git(['cat-file', '--batch-check=%(objectname) %(objecttype)'], { input })
  const lines = stdout.toString().split('\n')
  return commits.map((_, index) => /^([0-9a-f]+) blob$/.exec(lines[index] ?? '')?.[1])
}

/** The branch's own line: what a commit has before it, by first parents. */
interface Line {
  readonly head: ObjectId
  readonly positions: ReadonlyMap<ObjectId, number>
  readonly url: string
}

async function fileHistory(
  checkout: Checkout,
  { head, positions, url }: Line,
  path: string,
  most: number
): Promise<FileHistory> {
  const commits = await logOf(checkout, path, ['--first-parent', `--max-count=${String(most)}`, head])
  const blobs = await blobsAt(checkout, commits, path)
  const present = [...new Set(blobs.flatMap((blob) => blob ?? []))]
  await fetchBlobs(checkout, present)
  const objects = await readObjects(checkout, present)
  const versions: FileHistory['versions'][number][] = []
  for (const [index, commit] of commits.entries()) {
    const { oid, message } = commit
    const bytes = objects.get(blobs[index] ?? '')
    versions.push({
      commit: {
        oid,
        url: url === '' ? '' : `${url}/commit/${oid}`,
        message,
        position: positions.get(oid) ?? positions.size
      },
      brought: await broughtBy(checkout, path, commit),
      text: bytes && decodeText(bytes)
    })
  }
  return { path, versions, isComplete: commits.length < most }
}

/** The histories of files up to a commit; a shallow checkout is given the whole history first. */
export async function fileHistories(
  checkout: Checkout,
  { url }: RepositoryFacts,
  head: ObjectId,
  paths: readonly string[],
  unsettled: Unsettled
): Promise<readonly FileHistory[]> {
  await fetchHistory(checkout, head)
  const situation = situationOf(checkout, 'the reading of the history')
  const oids = (await ask(checkout.git, ['rev-list', '--first-parent', head], situation)).split('\n')
  const line = { head, positions: new Map(oids.map((oid, position) => [oid, position])), url }
  const histories = new Map<string, FileHistory>()
  for (const most of DEPTHS) {
    const open = histories.size === 0 ? paths : unsettled([...histories.values()])
    for (const path of new Set(open)) {
      if (histories.get(path)?.isComplete === true) continue
      histories.set(path, await fileHistory(checkout, line, path, most))
    }
  }
  return [...histories.values()]
}
