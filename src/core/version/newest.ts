import { compareBytes, type Candidate } from './filter.ts'

/** When the images of tags were made, as text that sorts: `''` where an image does not tell, `undefined` where there is none for the wanted platforms. */
export type CreationTimes = ReadonlyMap<string, string | undefined>

/**
 * The tags whose times have to be known: all, or none where there is nothing to choose between and any platform will do. Fewer never
 * do: neither names nor the order of a list say which image is the newest, so that one that is not looked at may be it.
 */
export const timesNeeded = (candidates: readonly Candidate[], ofAnyPlatform: boolean): readonly string[] =>
  candidates.length < 2 && ofAnyPlatform ? [] : candidates.map(({ tag }) => tag)

/** The candidate whose image was made last, or the only one; of several made at once, the one whose tag sorts last. */
export function newestOf(candidates: readonly Candidate[], times: CreationTimes): Candidate | undefined {
  const served = times.size === 0 ? candidates : candidates.filter(({ tag }) => times.get(tag) !== undefined)
  if (served.length < 2) return served[0]
  const timeOf = ({ tag }: Candidate): string => times.get(tag) ?? ''
  return served
    .filter((candidate) => timeOf(candidate) !== '')
    .sort((one, other) => compareBytes(timeOf(other), timeOf(one)) || compareBytes(other.tag, one.tag))[0]
}
