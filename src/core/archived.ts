import { UpdateError } from './error.ts'

/** The error for a repository, `owner/name`, that can only be read. */
export const archivedError = (repository: string): UpdateError =>
  new UpdateError('archived', `Repository ${repository} is archived: it can only be read.`, {
    hint: 'Unarchive it in its settings, or point "repository" at the one that took its place.'
  })
