import type { CommitsBetween } from '../core/plan/commits-between.ts'
import type { Ancestry, CommitPair } from '../core/version/ancestry.ts'

/** How one commit stands to another, and what was committed between the two. */
export interface Comparison {
  readonly ancestry: Ancestry
  /** Without the commits, where they are more than come in one answer. */
  readonly between: CommitsBetween
}

/** The repository that the images are built from: that of the workflow. */
export interface SourceRepository {
  /**
   * Compares two of its commits or tags.
   *
   * @throws UpdateError where it does not show them, for want of a right or because they are not its own
   */
  readonly compare: (pair: CommitPair) => Promise<Comparison>
  /**
   * The same commits between with the latest of them.
   *
   * @throws UpdateError where it does not show them
   */
  readonly latest: (between: CommitsBetween) => Promise<CommitsBetween>
}
