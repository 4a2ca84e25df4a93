import type { AgentFilter } from './agent.ts'
import type { CommitWords, Word } from './word.ts'

/** What the agent's words come to. */
export type Verdict =
  | { readonly kind: 'silent' }
  | { readonly kind: 'pending' | 'deployed' | 'failed'; readonly words: readonly Word[] }

/** The newest word of each context: what is said of a later commit holds for those before it, which it contains. */
function latestWords(
  history: readonly CommitWords[],
  { speaks }: AgentFilter
): ReadonlyMap<string, Word & { readonly oid: string }> {
  const latest = new Map<string, Word & { readonly oid: string }>()
  for (const { oid, words } of history) {
    for (const word of words) {
      const key = word.context.toLowerCase()
      if (speaks(word.context) && !latest.has(key)) latest.set(key, { ...word, oid })
    }
  }
  return latest
}

/**
 * Whether a commit is deployed, by what is said of it and of the commits on top of it: agents sync the head of a branch, so that a
 * commit that was followed at once never gets a word of its own. All that speak must agree. A failure of a later commit is not
 * this one's: it may come right, and is waited for.
 *
 * @param history - the branch from its head down to the commit, newest first
 */
export function verdictOn(oid: string, history: readonly CommitWords[], agent: AgentFilter): Verdict {
  const latest = [...latestWords(history, agent).values()]
  if (latest.length === 0) return { kind: 'silent' }
  const failures = latest.filter((word) => word.state === 'failure' && word.oid === oid)
  if (failures.length > 0) return { kind: 'failed', words: failures }
  const open = latest.filter(({ state }) => state !== 'success')
  return open.length > 0 ? { kind: 'pending', words: open } : { kind: 'deployed', words: latest }
}
