import type { Commit } from '../../git/commit.ts'
import { isOid } from '../../git/object.ts'
import { notFound, Refusal } from '../refusal.ts'
import type { Repository } from '../repository.ts'
import type { Session } from '../session.ts'
import { refForReading } from '../visible-ref.ts'

/** The object id that a branch, a tag, `HEAD` or an id stands for; undefined when nothing does. */
export async function resolveName(
  session: Session,
  repository: Repository,
  name: string
): Promise<string | undefined> {
  const short = name.replace(/^(?:refs\/)?heads\//, '')
  const branch = name === 'HEAD' ? repository.defaultBranch : short
  const head = await refForReading(session, repository, `refs/heads/${branch}`)
  if (head !== undefined) return head
  const tag = await repository.git.refs.read(`refs/tags/${name.replace(/^(?:refs\/)?tags\//, '')}`)
  if (tag !== undefined) return tag
  return /^[0-9a-f]{7,40}$/.test(name) ? (await repository.git.objects.read(name))?.oid : undefined
}

/** The commit that a name stands for, or REST's answer that there is none. */
export async function resolveCommit(session: Session, repository: Repository, name: string): Promise<Commit> {
  const oid = await resolveName(session, repository, name)
  const commit = oid === undefined ? undefined : await repository.git.objects.commit(oid)
  if (commit !== undefined) return commit
  if (await isEmpty(repository)) throw emptyRepository()
  throw isOid(name) ? unprocessableName(name) : notFound('Not Found', 'Not Found')
}

const unprocessableName = (name: string): Refusal => new Refusal(`No commit found for SHA: ${name}`)

/** Whether a repository has no branch yet. */
export const isEmpty = async (repository: Repository): Promise<boolean> =>
  (await repository.git.refs.list('refs/heads/')).size === 0

/** The answer of the Git Data endpoints while there is no commit. */
export const emptyRepository = (): Refusal => new Refusal('Git Repository is empty.', { status: 409 })
