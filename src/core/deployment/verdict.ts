import type { AgentFilter } from './agent.ts'
import type { CommitWords, Word } from './word.ts'

/** What the agent's words come to. */
export type Verdict =
  | { readonly kind: 'silent' }
  | { readonly kind: 'pending' | 'deployed' | 'failed'; readonly words: readonly Word[] }

/** A word, and whether it is on the very commit. */
type Placed = Word & { readonly isOurs: boolean }

/** Success settles a context, then a failure of the very commit; of what settles nothing, the newest is shown. */
const weight = ({ state, isOurs }: Placed): number =>
  state === 'success' ? 2 : Number(state === 'failure' && isOurs)

/** The word of each context that counts. */
function countingWords(
  ours: string,
  history: readonly CommitWords[],
  { speaks }: AgentFilter
): readonly Placed[] {
  const counting = new Map<string, Placed>()
  for (const { oid, words } of history) {
    for (const said of words) {
      const word = { ...said, isOurs: oid === ours }
      const key = word.context.toLowerCase()
      const current = counting.get(key)
      if (speaks(word.context) && (current === undefined || weight(word) > weight(current)))
        counting.set(key, word)
    }
  }
  return [...counting.values()]
}

/**
 * Whether a commit is deployed, by what is said of it and of the commits on top of it: agents sync the head of a branch, so that a
 * commit that was followed at once never gets a word of its own. All that speak must agree. A success on it or on a later commit
 * stands, whatever breaks after it. A failure of a later commit is not this one's: it may come right, and is waited for.
 *
 * @param history - the commit and those that contain it, newest first
 */
export function verdictOn(oid: string, history: readonly CommitWords[], agent: AgentFilter): Verdict {
  const words = countingWords(oid, history, agent)
  if (words.length === 0) return { kind: 'silent' }
  const failures = words.filter((word) => word.isOurs && word.state === 'failure')
  if (failures.length > 0) return { kind: 'failed', words: failures }
  const open = words.filter(({ state }) => state !== 'success')
  return open.length > 0 ? { kind: 'pending', words: open } : { kind: 'deployed', words }
}
