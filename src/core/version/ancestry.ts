/** How one commit stands to another: it descends from it, is an ancestor of it, is the same, or is on another line of history. */
export type Ancestry = 'ahead' | 'behind' | 'identical' | 'diverged'

/** Two commits to compare, by full or short names: how `head` stands to `base`. */
export interface CommitPair {
  readonly base: string
  readonly head: string
}

/** What is known of pairs, by {@link pairKey}; `unknown` where it was asked for in vain. */
export type Ancestries = ReadonlyMap<string, Ancestry | 'unknown'>

/** A pair in a word, as GitHub writes it. */
export const pairKey = ({ base, head }: CommitPair): string => `${base}...${head}`

/** Nothing is known of any commits. */
export const NO_ANCESTRIES: Ancestries = new Map()
