import { compareBytes, type Candidate } from './filter.ts'

/** When the images of tags were made, in milliseconds since 1970; `undefined` where an image does not tell. */
export type CreationTimes = ReadonlyMap<string, number | undefined>

/**
 * The tags whose time has to be known next, at most `batch`. None is needed where there is nothing to choose between: neither
 * names nor the order of a registry's list say which image is the newest, so else every one is.
 */
export function timesNeeded(
  candidates: readonly Candidate[],
  known: CreationTimes,
  batch: number
): readonly string[] {
  if (candidates.length < 2) return []
  return candidates
    .map(({ tag }) => tag)
    .filter((tag) => !known.has(tag))
    .slice(0, batch)
}

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
