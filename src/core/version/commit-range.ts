import type { CommitPair } from './ancestry.ts'
import { maskCommits } from './commit-tag.ts'
import { compareReleases } from './release-order.ts'

/**
 * What was committed between two tags of an image, as names that Git may know: the commits that the tags stand for where they are alike
 * but for those, or the tags themselves where the later is the higher version, which builds of releases are named after.
 */
export function commitRange(from: string, to: string): CommitPair | undefined {
  const [earlier, later] = [maskCommits(from), maskCommits(to)]
  const [base, ...moreBases] = earlier.commits
  const [head, ...moreHeads] = later.commits
  if (base !== undefined && head !== undefined && moreBases.length + moreHeads.length === 0) {
    return earlier.text === later.text && base !== head ? { base, head } : undefined
  }
  return (compareReleases(to, from) ?? 0) > 0 ? { base: from, head: to } : undefined
}

const BEGINS_WITH_NUMBERS = /^\d+\./

/** How Git may spell the names of a range, the likeliest first: builds often leave out the `v` of the tag that they are of. */
export function rangeSpellings(range: CommitPair): readonly CommitPair[] {
  const { base, head } = range
  const isWithout = BEGINS_WITH_NUMBERS.test(base) && BEGINS_WITH_NUMBERS.test(head)
  return isWithout ? [range, { base: `v${base}`, head: `v${head}` }] : [range]
}
