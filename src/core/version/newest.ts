import { compareBytes, type Candidate } from './filter.ts'

/** When the images of tags were made, in milliseconds since 1970; `undefined` where an image does not tell. */
export type CreationTimes = ReadonlyMap<string, number | undefined>

/**
 * The tags whose times have to be known: all, or none where there is nothing to choose between. Fewer never do: neither names nor the
 * order of a list say which image is the newest, so that one that is not looked at may be it.
 */
export const timesNeeded = (candidates: readonly Candidate[]): readonly string[] =>
  candidates.length < 2 ? [] : candidates.map(({ tag }) => tag)

/** The candidate whose image was made last; of several made at once, the one whose tag sorts last. */
export function newestOf(candidates: readonly Candidate[], times: CreationTimes): Candidate | undefined {
  if (candidates.length < 2) return candidates[0]
  const dated = candidates.flatMap((candidate) => {
    const time = times.get(candidate.tag)
    return time === undefined ? [] : [{ candidate, time }]
  })
  return dated.sort(
    (one, other) => other.time - one.time || compareBytes(other.candidate.tag, one.candidate.tag)
  )[0]?.candidate
}
