import type { ExtractTemplate } from './extract.ts'
import type { TagPattern } from './pattern.ts'
import type { TagMatcher } from './tag-matcher.ts'

/** Which tags are candidates, and what of them is compared. */
export interface TagFilter {
  /** What a tag must match; `undefined` lets all pass. */
  readonly allow: TagPattern | undefined
  /** What a candidate must not match. */
  readonly ignore: readonly TagMatcher[]
  /** What is compared, made of the groups of `allow`; `undefined` stands for the whole tag. */
  readonly extract: ExtractTemplate | undefined
}

/** A tag that passed the filter. */
export interface Candidate {
  readonly tag: string
  /** What is compared. */
  readonly key: string
}

/** The filter that lets every tag pass as it is. */
export const NO_FILTER: TagFilter = { allow: undefined, ignore: [], extract: undefined }

/** Signatures, attestations and bills of material hang on tags named after the digest of the image; they are no images. */
const isAttachment = (tag: string): boolean => /^sha256-[0-9a-f]{64}(?:\.[A-Za-z0-9._-]+)?$/.test(tag)

/** Orders texts by their bytes, as Go does: -1, 0 or 1. Exact for ASCII, which tags are. */
export const compareBytes = (one: string, other: string): number => (one < other ? -1 : Number(one > other))

const keyOf = (tag: string, { allow, extract }: TagFilter): string | undefined => {
  if (allow === undefined) return tag
  if (extract !== undefined) return allow.expand(tag, extract)
  return allow.matches(tag) ? tag : undefined
}

/**
 * The candidates among `tags`, the greatest key first. Of tags with one key the one that sorts first is left, as with Flux, whose list
 * descends and whose last one counts.
 */
export function candidatesOf(tags: readonly string[], filter: TagFilter): readonly Candidate[] {
  const byKey = new Map<string, string>()
  for (const tag of [...new Set(tags)].sort(compareBytes).reverse()) {
    if (isAttachment(tag) || filter.ignore.some((matcher) => matcher.matches(tag))) continue
    const key = keyOf(tag, filter)
    if (key !== undefined) byKey.set(key, tag)
  }
  return [...byKey].map(([key, tag]) => ({ key, tag })).sort((one, other) => compareBytes(other.key, one.key))
}
