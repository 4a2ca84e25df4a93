import { visibleRepository } from '../../access.ts'
import { zeroOid } from '../../../git/object.ts'
import { unprocessable } from '../../refusal.ts'
import { updateRefs as moveRefs } from '../../ref-update.ts'
import type { Repository } from '../../repository.ts'
import type { Session } from '../../session.ts'
import { RefNode } from '../ref-node.ts'
import { keyOf, repositoryById, unresolvedNode, type Mutation } from './mutation.ts'

interface RefInput {
  readonly repositoryId: string
  readonly name: string
  readonly oid: string
}

function refById(session: Session, id: string): { repository: Repository; name: string } {
  const [repositoryId, name = ''] = keyOf(id, 'Ref')
  const repository = session.forge.repositoryById(Number(repositoryId))
  if (repository === undefined) throw unresolvedNode(id)
  return { repository: visibleRepository(session, repository.nameWithOwner), name }
}

/** `createRef`. */
export const createRef: Mutation<RefInput> = async (session, { repositoryId, name, oid }) => {
  const repository = repositoryById(session, repositoryId)
  if ((await repository.git.refs.read(name)) !== undefined)
    throw unprocessable(`A ref named "${name}" already exists in the repository.`)
  await moveRefs(session, repository, [{ name, before: zeroOid, after: oid, force: false }], 'CreateRef')
  return { ref: new RefNode(session, repository, name, oid) }
}

/** `updateRef`. */
export const updateRef: Mutation<{ refId: string; oid: string; force?: boolean | null }> = async (
  session,
  { refId, oid, force }
) => {
  const { repository, name } = refById(session, refId)
  if ((await repository.git.refs.read(name)) === undefined) throw unresolvedNode(refId)
  await moveRefs(session, repository, [{ name, after: oid, force: force === true }], 'UpdateRef')
  return { ref: new RefNode(session, repository, name, oid) }
}

/** `deleteRef`. */
export const deleteRef: Mutation<{ refId: string }> = async (session, { refId }) => {
  const { repository, name } = refById(session, refId)
  await moveRefs(session, repository, [{ name, after: zeroOid, force: false }], 'DeleteRef')
  return {}
}

interface RefUpdate {
  readonly name: string
  readonly beforeOid?: string | null
  readonly afterOid: string
  readonly force?: boolean | null
}

/** `updateRefs`: all of them or none. */
export const updateRefs: Mutation<{ repositoryId: string; refUpdates: readonly RefUpdate[] }> = async (
  session,
  { repositoryId, refUpdates }
) => {
  const repository = repositoryById(session, repositoryId)
  const wanted = refUpdates.map(({ name, beforeOid, afterOid, force }) => ({
    name,
    before: beforeOid ?? undefined,
    after: afterOid,
    force: force === true
  }))
  await moveRefs(session, repository, wanted)
  return {}
}
