/** Tells tags from others; `text` is how it was written. */
export interface TagMatcher {
  readonly text: string
  readonly matches: (tag: string) => boolean
}

/** Why a text is no pattern, as a sentence. */
export class PatternError extends Error {}
