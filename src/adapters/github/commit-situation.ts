import type { CommitRequest } from '../../ports/repository.ts'
import type { Connection } from './connection.ts'
import type { Situation } from './refusal.ts'
import { workflowRights } from './rights.ts'

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
