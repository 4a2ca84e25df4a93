import type { MergeMethod } from './merge-state.ts'

const SETTINGS: Readonly<Record<MergeMethod, string>> = {
  merge: 'Allow merge commits',
  squash: 'Allow squash merging',
  rebase: 'Allow rebase merging'
}

/** How to have a method of merging allowed in a repository, `owner/name`. */
export const howToAllow = (method: MergeMethod, repository: string): string =>
  `In ${repository}, turn on Settings > General > Pull Requests > "${SETTINGS[method]}", or name another method in "auto-merge".`
