import { parseAudit } from './audit.ts'

/**
 * For which commits of a repository versions were written, by the whole references, as commit messages of the GitOps repository tell;
 * newest first. What another input than `images` chose was not built from the commit that its workflow ran for.
 */
export function sourceCommits(messages: readonly string[], repository: string): ReadonlyMap<string, string> {
  const told = messages
    .map(parseAudit)
    .filter((audit) => audit.chosenBy === '' && audit.commit !== '' && audit.repository === repository)
  const pairs = told.flatMap(({ images, commit }) => images.map(({ to }) => [to, commit] as const))
  return new Map(pairs.toReversed())
}
