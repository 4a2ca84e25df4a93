import { UpdateError } from '../core/error.ts'
import { commitMessage, updateTrailer, type Provenance } from '../core/plan/message.ts'
import type { Plan } from '../core/plan/plan.ts'
import type { Template } from '../core/plan/template.ts'
import type { Commit, Repository } from '../ports/repository.ts'
import type { ManifestReading } from '../reading.ts'
import { nothingWritten, type Delivery } from './delivery.ts'

/** Commits on top of the branch itself. */
export function commitDelivery(repository: Repository, message: Template): Delivery {
  // Whether an answer was lost and its commit not to be seen: what GitHub shows can be behind what was written.
  let lost = false

  /** Sends the commit once. Where the answer is lost, looks for it; where it is not there, the branch is read again. */
  async function send(reading: ManifestReading, plan: Plan, provenance: Provenance): Promise<Commit> {
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
      lost = true
      throw new UpdateError('stale-head', `The commit on "${branch}" did not land.`, { cause: error })
    }
  }

  async function deliver(
    reading: ManifestReading,
    plan: Plan,
    provenance: Provenance
  ): Promise<Commit | undefined> {
    if (plan.files.length > 0) return send(reading, plan, provenance)
    return lost ? repository.findCommit(reading.base.branch, updateTrailer(provenance.id)) : undefined
  }

  return (reading) =>
    Promise.resolve({
      files: reading.files,
      deliver: async (plan, provenance) => ({
        ...nothingWritten(reading.base.branch),
        commit: await deliver(reading, plan, provenance)
      })
    })
}
