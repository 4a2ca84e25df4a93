import type { CommitsBetween } from '../core/plan/commits-between.ts'
import type { Ancestry, CommitPair } from '../core/version/ancestry.ts'

/** The repository that the images are built from: that of the workflow. */
export interface SourceRepository {
  /**
   * How one of its commits stands to another.
   *
   * @throws UpdateError where it does not show them, for want of a right or because they are not its own
   */
  readonly ancestry: (pair: CommitPair) => Promise<Ancestry>
  /**
   * What was committed between two of its commits or tags, with how many there are and the page that shows them.
   *
   * @throws UpdateError where it does not show them
   */
  readonly between: (pair: CommitPair) => Promise<CommitsBetween>
}
