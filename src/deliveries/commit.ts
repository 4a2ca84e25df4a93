import { UpdateError } from '../core/error.ts'
import { commitMessage, updateTrailer, type Provenance } from '../core/plan/message.ts'
import type { Plan } from '../core/plan/plan.ts'
import type { Template } from '../core/plan/template.ts'
import type { Commit, Repository } from '../ports/repository.ts'
import type { ManifestReading } from '../reading.ts'
import { nothingWritten, type Delivery } from './delivery.ts'

/** Commits on top of the branch itself. */
export function commitDelivery(repository: Repository, message: Template): Delivery {
  return (reading) => {
    const { branch } = reading.base
    return Promise.resolve({
      files: reading.files,
      deliver: async (plan, provenance) => {
        if (plan.files.length === 0) return nothingWritten(branch)
        const commit = await commitOnce(repository, message, reading, plan, provenance)
        return { ...nothingWritten(branch), commit }
      }
    })
  }
}

/** Sends the commit once. Where the answer is lost, looks for it; where it is not there, the branch is read again. */
async function commitOnce(
  repository: Repository,
  message: Template,
  reading: ManifestReading,
  plan: Plan,
  provenance: Provenance
): Promise<Commit> {
  const { branch, head } = reading.base
  try {
    return await repository.commit({
      repository: reading.repository,
      branch,
      parent: head,
      message: commitMessage(message, plan.changes, provenance),
      files: plan.files
    })
  } catch (error) {
    if (!(error instanceof UpdateError) || error.code !== 'outcome-unknown') throw error
    const landed = await repository.findCommit(branch, updateTrailer(provenance.id))
    if (landed !== undefined) return landed
    throw new UpdateError('stale-head', `The commit on "${branch}" did not land.`, { cause: error })
  }
}
