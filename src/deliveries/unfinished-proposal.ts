import { UpdateError } from '../core/error.ts'
import { updateTrailer } from '../core/plan/message.ts'
import type { Plan } from '../core/plan/plan.ts'
import type { OpenPullRequest } from '../ports/proposal.ts'
import type { Repository } from '../ports/repository.ts'
import type { ManifestReading } from '../reading.ts'
import type { PullRequestOperation } from './delivery.ts'
import { landedCommit } from './landed.ts'
import type { Landed } from './proposal-attempt.ts'
import { proposalOf } from './proposal-ground.ts'

/** What an attempt sent that did not come to its end. */
interface Unfinished {
  readonly plan: Plan
  /** What happened to the pull request, if the write turns out to have landed. */
  readonly operation: PullRequestOperation
}

/** Sends a write once of which the branch itself tells whether it was applied: where its answer is lost, all is read again. */
export async function orReadAgain<Result>(request: () => Promise<Result>): Promise<Result> {
  try {
    return await request()
  } catch (error) {
    if (!(error instanceof UpdateError) || error.code !== 'outcome-unknown') throw error
    throw new UpdateError('stale-head', error.message, { cause: error })
  }
}

/** Remembers what was sent and not seen to land, over the attempts of one run. */
export class UnfinishedProposal {
  #sent: Unfinished | undefined
  #closing: OpenPullRequest | undefined

  /** Sends a write once. Where its answer is lost, or the branch was another's, the next attempt looks for what it may have done. */
  async send<Result>(sent: Unfinished, request: () => Promise<Result>): Promise<Result> {
    try {
      return await request()
    } catch (error) {
      if (!(error instanceof UpdateError)) throw error
      // Where the branch turned out to be another run's, the commit may be on it all the same.
      if (error.code === 'stale-head') this.#sent = { ...sent, operation: 'updated' }
      if (error.code !== 'outcome-unknown') throw error
      this.#sent = sent
      throw new UpdateError('stale-head', error.message, { cause: error })
    }
  }

  /** Sends the closing of a pull request once. */
  async sendClosing<Result>(pullRequest: OpenPullRequest, request: () => Promise<Result>): Promise<Result> {
    try {
      return await request()
    } catch (error) {
      if (!(error instanceof UpdateError) || error.code !== 'outcome-unknown') throw error
      this.#closing = pullRequest
      throw new UpdateError('stale-head', error.message, { cause: error })
    }
  }

  /** The pull request that an earlier attempt closed after all: nothing is open any more. */
  closedBefore(reading: ManifestReading): OpenPullRequest | undefined {
    const { pullRequest, branch } = proposalOf(reading)
    return pullRequest === undefined && branch === undefined ? this.#closing : undefined
  }

  /** The commit of an earlier attempt, where it landed all the same. */
  async findLanded(
    repository: Repository,
    reading: ManifestReading,
    branch: string,
    id: string
  ): Promise<Landed | undefined> {
    const head = proposalOf(reading).branch
    if (this.#sent === undefined || head === undefined) return undefined
    const commit = head.headMessage.includes(updateTrailer(id))
      ? { oid: head.head, url: `${reading.repository.url}/commit/${head.head}` }
      : await landedCommit(repository, branch, id)
    return commit && { ...this.#sent, commit }
  }
}
