import type { Difference } from './differences.ts'

/** Every intended difference from the policies of Flux's image reflector controller. */
export const policyDifferences: readonly Difference[] = [
  {
    id: 'attachments-never-chosen',
    what: 'Tags of signatures, attestations and bills of material (`sha256-….att`) are never candidates; Flux leaves out those that end in `.sig` when it reads the list, and may choose the others.',
    why: 'They hang on an image, and cannot be run.'
  }
]
