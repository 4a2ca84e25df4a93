import { describeError, UpdateError } from '../core/error.ts'
import { updateTrailer } from '../core/plan/message.ts'
import type { Commit, Repository } from '../ports/repository.ts'

/**
 * The commit of this run on a branch, where it landed though its answer was lost.
 *
 * @throws UpdateError `unavailable` where that cannot be told
 */
export async function landedCommit(
  repository: Pick<Repository, 'latestCommits'>,
  branch: string,
  id: string
): Promise<Commit | undefined> {
  try {
    const commits = await repository.latestCommits(branch)
    return commits.find(({ message }) => message.includes(updateTrailer(id)))
  } catch (error) {
    if (!(error instanceof UpdateError) || error.code !== 'unavailable') throw error
    throw new UpdateError(
      'unavailable',
      `Whether the commit on "${branch}" landed is not known: ${describeError(error)}`,
      { hint: 'Look at the branch; running the job again is safe.', cause: error }
    )
  }
}
