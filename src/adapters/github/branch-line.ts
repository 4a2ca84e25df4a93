/** A commit as far as it is told where it stands; its parents in their order. */
export interface LinedCommit {
  readonly oid: string
  readonly parents: readonly string[]
}

/** The branch's own line from a commit on, by first parents, as far as the commits are known; newest first. */
export function lineFrom<Commit extends LinedCommit>(
  head: string,
  known: ReadonlyMap<string, Commit>
): readonly Commit[] {
  const line: Commit[] = []
  for (let commit = known.get(head); commit !== undefined; commit = known.get(commit.parents[0] ?? '')) {
    line.push(commit)
  }
  return line
}

/**
 * The commits that each merge of a line brought in: those that it has, and nothing before it on the line has. They are in the order in
 * which they are known: a branch's own merges leave no other that tells which is newer.
 */
export function broughtIn<Commit extends LinedCommit>(
  line: readonly Commit[],
  known: ReadonlyMap<string, Commit>
): ReadonlyMap<string, readonly Commit[]> {
  const taken = new Set(line.map(({ oid }) => oid))
  const brought = new Map<string, readonly Commit[]>()
  const order = new Map([...known.keys()].map((oid, at) => [oid, at]))
  const placeOf = ({ oid }: Commit): number => order.get(oid) ?? order.size
  for (const { oid, parents } of line.toReversed()) {
    const own: Commit[] = []
    const open = parents.slice(1)
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const commit = known.get(next)
      if (commit === undefined || taken.has(next)) continue
      taken.add(next)
      own.push(commit)
      open.push(...commit.parents)
    }
    brought.set(
      oid,
      own.sort((one, other) => placeOf(one) - placeOf(other))
    )
  }
  return brought
}
