import { zeroOid } from '../../git/object.ts'
import { jsonAnswer, type Answer } from '../answer.ts'
import { notFound, unprocessable } from '../refusal.ts'
import { updateRefs } from '../ref-update.ts'
import { refForReading } from '../visible-ref.ts'
import { refJson } from './json.ts'
import { emptyRepository, isEmpty } from './resolve.ts'
import { route, type RepositoryCall } from './route.ts'

async function getRef({ session, repository, path }: RepositoryCall): Promise<Answer> {
  const name = `refs/${path['ref'] ?? ''}`
  const oid = await refForReading(session, repository, name)
  if (oid !== undefined) return jsonAnswer(200, refJson(session, repository, name, oid))
  throw (await isEmpty(repository)) ? emptyRepository() : notFound('Not Found')
}

async function listRefs({ session, repository, path }: RepositoryCall): Promise<Answer> {
  const prefix = path['prefix'] ?? ''
  const refs = [...(await repository.git.refs.list())].filter(([name]) => name.startsWith(`refs/${prefix}`))
  return jsonAnswer(
    200,
    refs.map(([name, oid]) => refJson(session, repository, name, oid))
  )
}

async function createRef({ session, repository, body }: RepositoryCall): Promise<Answer> {
  const [name, oid] = [body.needText('ref'), body.needText('sha')]
  if (await isEmpty(repository)) throw emptyRepository()
  if ((await repository.git.refs.read(name)) !== undefined) throw unprocessable('Reference already exists')
  await updateRefs(session, repository, [{ name, before: zeroOid, after: oid, force: false }])
  return jsonAnswer(201, refJson(session, repository, name, oid))
}

async function patchRef({ session, repository, body, path }: RepositoryCall): Promise<Answer> {
  const name = `refs/${path['ref'] ?? ''}`
  const oid = body.needText('sha')
  if ((await repository.git.refs.read(name)) === undefined) throw unprocessable('Reference does not exist')
  await updateRefs(session, repository, [{ name, after: oid, force: body.flag('force') === true }])
  return jsonAnswer(200, refJson(session, repository, name, oid))
}

async function deleteRef({ session, repository, path }: RepositoryCall): Promise<Answer> {
  const name = `refs/${path['ref'] ?? ''}`
  await updateRefs(session, repository, [{ name, after: zeroOid, force: false }])
  return jsonAnswer(204, undefined)
}

/** The endpoints of refs. */
export const refRoutes = [
  route('GET', 'git/ref/{ref*}', ['contents', 'read'], getRef),
  route('GET', 'git/refs/{ref*}', ['contents', 'read'], getRef),
  route('GET', 'git/refs', ['contents', 'read'], listRefs),
  route('GET', 'git/matching-refs/{prefix*}', ['contents', 'read'], listRefs),
  route('POST', 'git/refs', ['contents', 'write'], createRef),
  route('PATCH', 'git/refs/{ref*}', ['contents', 'write'], patchRef),
  route('DELETE', 'git/refs/{ref*}', ['contents', 'write'], deleteRef)
]
