import { entryAt, kindOfMode, type TreeEntry } from '../../git/tree.ts'
import { jsonAnswer, type Answer } from '../answer.ts'
import { commitOnBranch } from '../branch-commit.ts'
import { notFound, Refusal } from '../refusal.ts'
import { isWorkflow, mayWriteWorkflows, workflowRefusal } from '../workflow-files.ts'
import { apiUrl, gitCommitJson } from './json.ts'
import { resolveCommit } from './resolve.ts'
import { route, type RepositoryCall } from './route.ts'

const longestInline = 1_048_576

function fileJson(call: RepositoryCall, entry: TreeEntry, path: string, bytes: Buffer): object {
  const { session, repository } = call
  const isInline = bytes.length <= longestInline
  return {
    type: entry.mode === '120000' ? 'symlink' : 'file',
    name: entry.name,
    path,
    sha: entry.oid,
    size: bytes.length,
    encoding: isInline ? 'base64' : 'none',
    content: isInline ? bytes.toString('base64') : '',
    url: apiUrl(session, repository, 'contents', path),
    html_url: session.url(repository, 'blob', repository.defaultBranch, path)
  }
}

async function folderJson(call: RepositoryCall, treeOid: string, path: string): Promise<object[]> {
  const entries = (await call.repository.git.objects.tree(treeOid)) ?? []
  return entries.map(({ name, mode, oid }) => {
    const kind = kindOfMode(mode)
    const type = { blob: 'file', tree: 'dir', commit: 'submodule' }[kind]
    return { type, name, path: [path, name].filter(Boolean).join('/'), sha: oid }
  })
}

async function getContents(call: RepositoryCall): Promise<Answer> {
  const { session, repository, path, query, accept } = call
  const { objects } = repository.git
  const file = path['path'] ?? ''
  const commit = await resolveCommit(session, repository, query.get('ref') ?? repository.defaultBranch)
  if (file === '') return jsonAnswer(200, await folderJson(call, commit.tree, ''))
  const entry = await entryAt(objects, commit.tree, file)
  if (entry === undefined) throw notFound('Not Found')
  if (entry.mode === '040000') return jsonAnswer(200, await folderJson(call, entry.oid, file))
  const bytes = await objects.blob(entry.oid)
  if (bytes === undefined)
    return jsonAnswer(200, { type: 'submodule', name: entry.name, path: file, sha: entry.oid })
  if (/\.raw\b/.test(accept))
    return { status: 200, headers: { 'content-type': 'application/vnd.github.raw+json' }, body: bytes }
  return jsonAnswer(200, fileJson(call, entry, file, bytes))
}

/** The contents endpoint numbers some refusals differently from the refs endpoint. */
function asConflict(error: unknown): unknown {
  if (!(error instanceof Refusal)) return error
  if (error.kind === 'classic-protection')
    return new Refusal(error.message, {
      status: 409,
      restMessage: `Could not update file: ${error.restMessage}`
    })
  if (error.kind === 'ruleset') return new Refusal(error.message, { status: 409 })
  if (error.kind !== 'lost-race' && error.type !== 'STALE_DATA') return error
  return new Refusal(error.message, { status: 409, restMessage: error.message.replace(/^Ref \S+ /, '') })
}

async function putContents(call: RepositoryCall): Promise<Answer> {
  const { session, repository, body } = call
  const path = call.path['path'] ?? ''
  const branch = body.text('branch') ?? repository.defaultBranch
  const bytes = Buffer.from(body.needText('content'), 'base64')
  if (isWorkflow(path) && !mayWriteWorkflows(session, repository)) throw workflowRefusal(session, path)
  const head = await repository.head(branch)
  if (head === undefined) throw notFound('Branch not found', `Branch ${branch} not found`)
  const known = await repository.git.entryIn(head, path)
  const sha = body.text('sha')
  if (known !== undefined && sha === undefined)
    throw new Refusal(`Invalid request.\n\n"sha" wasn't supplied.`)
  if (known?.oid !== sha) throw new Refusal(`${path} does not match ${String(sha)}`, { status: 409 })
  const wanted = { branch, expectedHeadOid: head, message: body.needText('message'), deletions: [] }
  try {
    const oid = await commitOnBranch(session, repository, { ...wanted, additions: [{ path, bytes }] })
    const commit = await repository.git.objects.commit(oid)
    const entry = await repository.git.entryIn(oid, path)
    if (commit === undefined || entry === undefined) throw notFound('Not Found')
    return jsonAnswer(known === undefined ? 201 : 200, {
      content: fileJson(call, entry, path, bytes),
      commit: gitCommitJson(session, repository, commit)
    })
  } catch (error) {
    throw asConflict(error)
  }
}

/** The endpoints of file contents. */
export const contentRoutes = [
  route('GET', 'contents', ['contents', 'read'], getContents),
  route('GET', 'contents/{path*}', ['contents', 'read'], getContents),
  route('PUT', 'contents/{path*}', ['contents', 'write'], putContents)
]
