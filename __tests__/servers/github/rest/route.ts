import type { Answer } from '../answer.ts'
import type { Repository } from '../repository.ts'
import type { Session } from '../session.ts'
import type { Level, Right } from '../token.ts'
import type { Body } from './body.ts'

/** A call of an endpoint. */
export interface Call {
  readonly session: Session
  readonly body: Body
  readonly query: URLSearchParams
  readonly accept: string
  /** The named parts of the path, decoded. */
  readonly path: Readonly<Record<string, string>>
}

/** A call of an endpoint of one repository. */
export interface RepositoryCall extends Call {
  readonly repository: Repository
}

/** The right that an endpoint wants; one of several is enough. */
export type Wanted = readonly [right: Right | readonly Right[], level: Exclude<Level, 'none'>]

/** An endpoint below `/repos/{owner}/{repo}/`. */
export interface Route {
  readonly method: string
  /** The path below the repository; `{name}` is one segment, `{name*}` the rest. */
  readonly pattern: string
  readonly wants: Wanted
  readonly run: (call: RepositoryCall) => Promise<Answer> | Answer
}

/** Declares an endpoint. */
export const route = (method: string, pattern: string, wants: Wanted, run: Route['run']): Route => ({
  method,
  pattern,
  wants,
  run
})

/** Matches a path against a pattern; gives its named parts. */
export function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const source = pattern
    .replace(/[.+?^$()|[\]\\]/g, '\\$&')
    .replace(/\{(\w+)\*\}/g, '(?<$1>.+)')
    .replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')
  const match = new RegExp(`^${source}$`).exec(path)
  if (match === null) return undefined
  const parts = Object.entries(match.groups ?? {}).map(([name, part]) => [name, decodeURIComponent(part)])
  return Object.fromEntries(parts) as Record<string, string>
}
