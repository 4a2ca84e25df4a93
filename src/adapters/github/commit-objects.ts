import type { Commit, CommitRequest, WrittenFile } from '../../ports/repository.ts'
import type { ObjectId } from '../../ports/snapshot.ts'
import { commitSituation } from './commit-situation.ts'
import type { Connection } from './connection.ts'
import { HttpFailure } from './fault.ts'
import { refusalOf, type Situation } from './refusal.ts'
import { treeParts } from './tree-parts.ts'
import { VISIBILITY_WAITS } from './visibility.ts'

/** Fewer files than these are not halved: what was too much is how busy GitHub is. */
const LEAST_FILES = 10

/** Whether a request was more than GitHub does in the time that it takes for one. */
const isTooMuch = ({ fault: { message, status = 0 } }: HttpFailure): boolean =>
  message.startsWith('Sorry, your request timed out') || [502, 504].includes(status)

/** Whether an object that was just written is not visible everywhere yet. */
const isInvisible = (error: unknown): boolean =>
  error instanceof HttpFailure && /Tree SHA does not exist|not a valid tree/i.test(error.fault.message)

async function storeIn(
  { transport, owner, name, clock }: Connection,
  route: string,
  parameters: Readonly<Record<string, unknown>>
): Promise<unknown> {
  const store = (): Promise<unknown> => transport.store(route, { owner, repo: name, ...parameters })
  for (const wait of VISIBILITY_WAITS) {
    try {
      return await store()
    } catch (error) {
      if (!isInvisible(error)) throw error
      await clock.sleep(wait)
    }
  }
  return store()
}

/** Writes a tree that is like another but for these files: in several steps where one is too much for GitHub. */
async function extended(
  connection: Connection,
  base: ObjectId,
  files: readonly WrittenFile[]
): Promise<ObjectId> {
  const entries = files.map(({ path, text, executable }) => ({
    path,
    mode: executable ? '100755' : '100644',
    type: 'blob',
    content: text
  }))
  try {
    const parameters = { base_tree: base, tree: entries }
    const tree = await storeIn(connection, 'POST /repos/{owner}/{repo}/git/trees', parameters)
    return (tree as { readonly sha: string }).sha
  } catch (error) {
    if (!(error instanceof HttpFailure && isTooMuch(error)) || files.length < 2 * LEAST_FILES) throw error
    const half = Math.ceil(files.length / 2)
    const between = await extended(connection, base, files.slice(0, half))
    return extended(connection, between, files.slice(half))
  }
}

/** The error for objects that could not be written: whatever became of them, no branch holds them. */
function refuse(error: unknown, situation: Situation): unknown {
  return error instanceof HttpFailure ? refusalOf(error.fault, situation) : error
}

/** Writes a commit on top of `parent` that no branch holds yet, with the modes of its files, however many they are. */
export async function writeCommitObject(connection: Connection, request: CommitRequest): Promise<Commit> {
  const { parent, files, message, repository } = request
  try {
    let tree = parent
    for (const part of treeParts(files)) tree = await extended(connection, tree, part)
    const { headline, body } = message
    const written = (await storeIn(connection, 'POST /repos/{owner}/{repo}/git/commits', {
      message: body === '' ? headline : `${headline}\n\n${body}`,
      tree,
      parents: [parent]
    })) as { readonly sha: string; readonly html_url?: string }
    return { oid: written.sha, url: written.html_url ?? `${repository.url}/commit/${written.sha}` }
  } catch (error) {
    throw refuse(error, commitSituation(connection, request))
  }
}
