import { UpdateError } from '../../core/error.ts'
import type { Commit, CommitRequest } from '../../ports/repository.ts'
import { commitStep, keepsModes } from './commit-step.ts'
import type { Connection } from './connection.ts'
import { outcomeOf } from './mutation.ts'
import type { Situation } from './refusal.ts'
import { workflowRights } from './rights.ts'
import { sendSteps, sendWrite, writeRefusal } from './write-answer.ts'

/** The commit of a request, for those who are told why it was refused. */
export const commitSituation = (
  connection: Connection,
  { repository, branch, files }: CommitRequest
): Situation => ({
  action: `the commit to "${branch}"`,
  repository: repository.nameWithOwner,
  branch,
  token: connection.tokenKind,
  rights: ['contents: write', ...workflowRights(files.map(({ path }) => path))]
})

/** Commits on a branch: one request, or three where a file is executable. */
export async function commit(connection: Connection, request: CommitRequest): Promise<Commit> {
  if (!keepsModes(request.files)) return commitObjects(connection, request)
  const situation = commitSituation(connection, request)
  const step = commitStep(request)
  const outcome = outcomeOf(await sendSteps(connection, [step], situation), step)
  if (outcome.kind === 'failed') throw writeRefusal(outcome.fault, situation)
  return outcome.result as Commit
}

/** Writes a commit on top of `parent` that no branch holds yet, with the modes of its files. */
export async function writeCommitObject(connection: Connection, request: CommitRequest): Promise<Commit> {
  const situation = commitSituation(connection, request)
  const send = (route: string, parameters: Readonly<Record<string, unknown>>): Promise<unknown> =>
    sendWrite(connection, route, parameters, situation).catch((error: unknown) => {
      // Objects that no branch holds change nothing: when their answer is lost, all may be read and written anew.
      if (!(error instanceof UpdateError) || error.code !== 'outcome-unknown') throw error
      throw new UpdateError('stale-head', error.message, { cause: error })
    })
  const tree = (await send('POST /repos/{owner}/{repo}/git/trees', {
    base_tree: request.parent,
    tree: request.files.map(({ path, text, executable }) => ({
      path,
      mode: executable ? '100755' : '100644',
      type: 'blob',
      content: text
    }))
  })) as { readonly sha: string }
  const { headline, body } = request.message
  const written = (await send('POST /repos/{owner}/{repo}/git/commits', {
    message: body === '' ? headline : `${headline}\n\n${body}`,
    tree: tree.sha,
    parents: [request.parent]
  })) as { readonly sha: string; readonly html_url?: string }
  return { oid: written.sha, url: written.html_url ?? `${request.repository.url}/commit/${written.sha}` }
}

/** Writes a commit object and moves the branch forward to it, which GitHub refuses when the branch has moved. */
async function commitObjects(connection: Connection, request: CommitRequest): Promise<Commit> {
  const written = await writeCommitObject(connection, request)
  await sendWrite(
    connection,
    'PATCH /repos/{owner}/{repo}/git/refs/{ref}',
    { ref: `heads/${request.branch}`, sha: written.oid, force: false },
    commitSituation(connection, request)
  )
  return written
}
