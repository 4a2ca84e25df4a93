import { isOid } from '../../git/object.ts'
import { editTree, MissingPath, type PathEdit } from '../../git/tree-edit.ts'
import { listTree, type ListedEntry } from '../../git/tree-listing.ts'
import { kindOfMode, type Mode } from '../../git/tree.ts'
import { jsonAnswer, type Answer } from '../answer.ts'
import { notFound, Refusal, unprocessable } from '../refusal.ts'
import type { Repository } from '../repository.ts'
import { isWorkflow, mayWriteWorkflows, workflowRefusal } from '../workflow-files.ts'
import type { Body } from './body.ts'
import { apiUrl } from './json.ts'
import { emptyRepository, isEmpty, resolveName } from './resolve.ts'
import { route, type RepositoryCall } from './route.ts'

const modes: readonly string[] = ['100644', '100755', '040000', '160000', '120000'] satisfies readonly Mode[]

async function treeOf(repository: Repository, oid: string): Promise<string | undefined> {
  const object = await repository.git.objects.read(oid)
  if (object?.kind === 'commit') return (await repository.git.objects.commit(object.oid))?.tree
  return object?.kind === 'tree' ? object.oid : undefined
}

function entryJson({ session, repository }: RepositoryCall, entry: ListedEntry): object {
  const { path, mode, kind, oid, size } = entry
  const url = apiUrl(session, repository, `git/${kind}s`, oid)
  return { path, mode, type: kind, sha: oid, ...(size === undefined ? {} : { size }), url }
}

async function treeAnswer(
  call: RepositoryCall,
  status: number,
  oid: string,
  isRecursive: boolean
): Promise<Answer> {
  const { session, repository } = call
  const entries = await listTree(repository.git.directory, oid, isRecursive)
  const tree = entries.slice(0, session.treeLimit).map((entry) => entryJson(call, entry))
  const url = apiUrl(session, repository, 'git/trees', oid)
  return jsonAnswer(status, { sha: oid, url, tree, truncated: tree.length < entries.length })
}

async function getTree(call: RepositoryCall): Promise<Answer> {
  const { session, repository, path, query } = call
  const name = path['tree'] ?? ''
  if (await isEmpty(repository)) throw emptyRepository()
  const oid = (await resolveName(session, repository, name)) ?? (isOid(name) ? name : undefined)
  const root = oid === undefined ? undefined : await treeOf(repository, oid)
  if (root === undefined) throw notFound('Not Found')
  return await treeAnswer(call, 200, root, query.has('recursive'))
}

async function editOf(call: RepositoryCall, entry: Body): Promise<PathEdit> {
  const { objects } = call.repository.git
  const content = entry.text('content')
  const mode = entry.text('mode') ?? '100644'
  if (!modes.includes(mode))
    throw unprocessable('tree.mode must be one of 100644, 100755, 040000, 160000, 120000')
  if (content !== undefined) return { mode: mode as Mode, oid: objects.write('blob', Buffer.from(content)) }
  const oid = entry.text('sha')
  if (oid === undefined) {
    if (entry.raw('sha') === null) return null
    throw unprocessable('tree.sha or tree.content is required')
  }
  if (mode !== '160000' && (await objects.read(oid)) === undefined)
    throw unprocessable(`tree.sha ${oid} is not a valid ${kindOfMode(mode as Mode)}`)
  return { mode: mode as Mode, oid }
}

async function createTree(call: RepositoryCall): Promise<Answer> {
  const { session, repository, body } = call
  if (await isEmpty(repository)) throw emptyRepository()
  const base = body.text('base_tree')
  const root = base === undefined ? undefined : await treeOf(repository, base)
  if (base !== undefined && root === undefined) throw new Refusal('base_tree is not a valid tree oid')
  const edits = new Map<string, PathEdit>()
  for (const entry of body.objects('tree') ?? []) {
    const path = entry.needText('path')
    if (isWorkflow(path) && !mayWriteWorkflows(session, repository)) throw workflowRefusal(session, path)
    if (path.startsWith('/') || path === '') throw unprocessable('tree.path cannot start with a slash')
    edits.set(path, await editOf(call, entry))
  }
  try {
    const { objects } = repository.git
    const oid = (await editTree(objects, root, edits)) ?? objects.write('tree', Buffer.alloc(0))
    return await treeAnswer(call, 201, oid, false)
  } catch (error) {
    throw error instanceof MissingPath ? unprocessable('GitRPC::BadObjectState') : error
  }
}

/** The endpoints of trees. */
export const treeRoutes = [
  route('GET', 'git/trees/{tree*}', ['contents', 'read'], getTree),
  route('POST', 'git/trees', ['contents', 'write'], createTree)
]
