import type { Signature } from '../../git/commit.ts'
import { jsonAnswer, type Answer } from '../answer.ts'
import { viewerSignature, webSignature } from '../branch-commit.ts'
import { notFound, unprocessable } from '../refusal.ts'
import type { Body } from './body.ts'
import { apiUrl, gitCommitJson } from './json.ts'
import { emptyRepository, isEmpty } from './resolve.ts'
import { route, type RepositoryCall } from './route.ts'

async function getBlob({ session, repository, path, accept }: RepositoryCall): Promise<Answer> {
  const oid = path['blob'] ?? ''
  const bytes = await repository.git.objects.blob(oid)
  if (bytes === undefined) throw notFound('Not Found')
  if (/\.raw\b/.test(accept))
    return {
      status: 200,
      headers: { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' },
      body: bytes
    }
  const content = (bytes.toString('base64').match(/.{1,60}/g) ?? []).map((line) => `${line}\n`).join('')
  const url = apiUrl(session, repository, 'git/blobs', oid)
  return jsonAnswer(200, { sha: oid, size: bytes.length, url, content, encoding: 'base64' })
}

async function createBlob({ session, repository, body }: RepositoryCall): Promise<Answer> {
  if (await isEmpty(repository)) throw emptyRepository()
  const content = body.needText('content')
  const encoding = body.text('encoding') ?? 'utf-8'
  if (encoding !== 'utf-8' && encoding !== 'base64') throw unprocessable('encoding must be utf-8 or base64')
  const bytes = Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8')
  const sha = repository.git.objects.write('blob', bytes)
  return jsonAnswer(201, { sha, url: apiUrl(session, repository, 'git/blobs', sha) })
}

async function getCommit({ session, repository, path }: RepositoryCall): Promise<Answer> {
  const commit = await repository.git.objects.commit(path['commit'] ?? '')
  if (commit === undefined) throw notFound('Not Found')
  return jsonAnswer(200, gitCommitJson(session, repository, commit))
}

function signatureOf(body: Body | undefined): Signature | undefined {
  if (body === undefined) return undefined
  const date = body.text('date')
  const time = Math.floor((date === undefined ? Date.now() : Date.parse(date)) / 1000)
  return { name: body.needText('name'), email: body.needText('email'), time }
}

async function createCommit({ session, repository, body }: RepositoryCall): Promise<Answer> {
  const { objects } = repository.git
  if (await isEmpty(repository)) throw emptyRepository()
  const tree = body.needText('tree')
  if ((await objects.tree(tree)) === undefined) throw unprocessable('Tree SHA does not exist')
  const parents = body.texts('parents') ?? []
  for (const parent of parents)
    if ((await objects.commit(parent)) === undefined)
      throw unprocessable('Parent SHA does not exist or is not a commit object')
  const author = signatureOf(body.object('author'))
  const committer = signatureOf(body.object('committer'))
  const isBot = session.token?.isIntegration === true
  const isSigned = isBot && author === undefined && committer === undefined && !body.has('signature')
  const oid = repository.git.writeCommit({
    tree,
    parents,
    author: author ?? viewerSignature(session),
    committer: committer ?? (isSigned ? webSignature() : (author ?? viewerSignature(session))),
    message: body.needText('message')
  })
  if (isSigned) repository.verified.add(oid)
  const commit = await objects.commit(oid)
  if (commit === undefined) throw notFound('Not Found')
  return jsonAnswer(201, gitCommitJson(session, repository, commit))
}

/** The endpoints of blobs and of bare commits. */
export const gitDataRoutes = [
  route('GET', 'git/blobs/{blob}', ['contents', 'read'], getBlob),
  route('POST', 'git/blobs', ['contents', 'write'], createBlob),
  route('GET', 'git/commits/{commit}', ['contents', 'read'], getCommit),
  route('POST', 'git/commits', ['contents', 'write'], createCommit)
]
