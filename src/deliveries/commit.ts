import { UpdateError } from '../core/error.ts'
import { commitMessage, type Provenance } from '../core/plan/message.ts'
import type { Plan } from '../core/plan/plan.ts'
import type { Template } from '../core/plan/template.ts'
import type { Repository } from '../ports/repository.ts'
import type { ManifestReading } from '../reading.ts'
import { landedCommit } from './landed.ts'
import { nothingWritten, type Delivery, type Receipt } from './delivery.ts'

/** Commits on top of the branch itself. */
export function commitDelivery(repository: Repository, message: Template): Delivery {
  // The plan whose commit was sent and not seen: what GitHub shows can be behind what was written.
  let lost: Plan | undefined

  /** The receipt of the commit whose answer was lost, where it is on the branch by now, whatever came on top. */
  async function landed(branch: string, { id }: Provenance): Promise<Receipt | undefined> {
    if (lost === undefined) return undefined
    const commit = await landedCommit(repository, branch, id)
    return commit && { ...nothingWritten(branch, lost), commit }
  }

  /** Sends the commit once. Where the answer is lost, looks for it; where it is not there, the branch is read again. */
  async function send(reading: ManifestReading, plan: Plan, provenance: Provenance): Promise<Receipt> {
    const { branch, head } = reading.base
    try {
      const commit = await repository.commit({
        repository: reading.repository,
        branch,
        parent: head,
        message: commitMessage(message, plan, provenance),
        files: plan.files
      })
      return { ...nothingWritten(branch, plan), commit }
    } catch (error) {
      if (!(error instanceof UpdateError) || error.code !== 'outcome-unknown') throw error
      lost = plan
      const receipt = await landed(branch, provenance)
      if (receipt !== undefined) return receipt
      throw new UpdateError('stale-head', `The commit on "${branch}" did not land.`, { cause: error })
    }
  }

  return (reading) =>
    Promise.resolve({
      files: reading.files,
      deliver: async (plan, provenance) => {
        const { branch } = reading.base
        const receipt = await landed(branch, provenance)
        if (receipt !== undefined) return receipt
        return plan.files.length === 0 ? nothingWritten(branch, plan) : send(reading, plan, provenance)
      }
    })
}
