import { zeroOid } from '../git/object.ts'
import { levelOf } from './access.ts'
import { Refusal } from './refusal.ts'
import type { Repository } from './repository.ts'
import type { Session } from './session.ts'

const folder = '.github/workflows/'

/** Whether the asking token may change workflow files. */
export const mayWriteWorkflows = (session: Session, repository: Repository): boolean =>
  levelOf(session, repository, 'workflows') === 'write' &&
  (session.token?.kind !== 'pat-classic' || session.token.scopes.includes('workflow'))

/** Whether a path is that of a workflow. */
export const isWorkflow = (path: string): boolean => path.startsWith(folder)

/** The refusal to touch a workflow file; REST pretends that there is nothing. */
export function workflowRefusal(session: Session, path: string): Refusal {
  const { token } = session
  const [actor, missing] =
    token?.isIntegration === true
      ? ['a GitHub App', '`workflows` permission']
      : token?.kind === 'pat-fine'
        ? ['a Personal Access Token', '`workflows` permission']
        : ['an OAuth App', '`workflow` scope']
  const message = `refusing to allow ${actor} to create or update workflow \`${path}\` without ${missing}`
  return new Refusal(message, {
    kind: 'permission',
    type: 'FORBIDDEN',
    status: 404,
    restMessage: 'Not Found'
  })
}

/** Throws when a ref's move changes workflow files and the asking token may not. */
export async function requireWorkflowRight(
  session: Session,
  repository: Repository,
  before: string,
  after: string
): Promise<void> {
  if (before === zeroOid || mayWriteWorkflows(session, repository)) return
  const { git } = repository
  const [old, current] = await Promise.all([
    git.entryIn(before, '.github/workflows'),
    git.entryIn(after, '.github/workflows')
  ])
  if (old?.oid === current?.oid) return
  const changed = (await git.history.changes(before, after)).find(({ path }) => isWorkflow(path))
  if (changed !== undefined) throw workflowRefusal(session, changed.path)
}
