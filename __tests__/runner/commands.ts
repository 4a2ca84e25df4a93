const V2 = /^\s*::([a-z-]+)(?: [^\n]*?)?::/
const V1 = /##\[([a-z-]+)(?: [^\]]*)?\]/

/**
 * The names of the workflow commands that the runner would obey in a log, in its order: `::name::` at the start of a line,
 * and the older `##[name]` anywhere in one. Like the runner, a line may end in any of the three ways.
 */
export const commandsIn = (log: string): readonly string[] =>
  log.split(/\r\n|\r|\n/).flatMap((line) => V2.exec(line)?.[1] ?? V1.exec(line)?.[1] ?? [])
