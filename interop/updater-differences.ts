import type { Difference } from './differences.ts'

/** Every intended difference from the choices of Argo CD Image Updater. */
export const updaterDifferences: readonly Difference[] = [
  {
    id: 'no-constraint-means-releases',
    what: 'Without a constraint, `semver` takes releases alone, as the present Image Updater does; the release of its registry scanner takes prereleases, too.',
    why: 'A prerelease is for those who ask for one.'
  },
  {
    id: 'invalid-is-an-error',
    what: 'A strategy that is not known and a glob that is none are errors with their place; Image Updater takes `semver`, and no glob, with a warning in its log.',
    why: 'A workflow that goes green with a typing error in it would hide it.'
  },
  {
    id: 'attachments-are-no-images',
    what: 'Tags of signatures, attestations and bills of material are never candidates; Image Updater takes them for tags like others.',
    why: 'They hang on an image, and cannot be run.'
  }
]
