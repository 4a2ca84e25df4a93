import type { Ancestry, CommitPair } from '../core/version/ancestry.ts'

/** The repository that the images are built from: that of the workflow. */
export interface SourceRepository {
  /**
   * How one of its commits stands to another.
   *
   * @throws UpdateError where it does not show them, for want of a right or because they are not its own
   */
  readonly ancestry: (pair: CommitPair) => Promise<Ancestry>
}
