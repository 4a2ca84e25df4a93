/** A point in a file of the GitOps repository. Line and column count from 1; the column counts UTF-16 units. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

/**
 * What kind of failure it is. Deliveries branch on these; people read the message.
 *
 * - `input`: the workflow step asks for something that is not valid.
 * - `not-parsed`, `templated`: a manifest is not YAML, or is the source of a template engine.
 * - `not-editable`: the edit would change more than the image, or the file's kind forbids it.
 * - `missing-file`, `missing-image`, `ambiguous-image`: what `manifests` and `images` point at is not there, or is there twice.
 * - `no-version`: a version source has no version for an image.
 * - `no-access`, `no-permission`, `protected`, `archived`, `missing-branch`, `empty-repository`: the repository refuses.
 * - `stale-head`: the branch moved between read and write; read again and plan again.
 * - `outcome-unknown`: the answer to a write was lost; it may or may not have been applied.
 * - `older`: a place names a newer version, and `if-older: fail` was asked for.
 * - `unchanged`: nothing differs and `if-unchanged: fail` was asked for.
 * - `incomplete`: some of what was asked for was written, and the rest could not be settled.
 * - `not-deployed`: the change was written, and the GitOps agent did not say in time that it runs.
 * - `unavailable`: the server answered with a fault, or not at all.
 * - `internal`: a promise of this program does not hold; nothing was written.
 */
export type ErrorCode =
  | 'input'
  | 'not-parsed'
  | 'templated'
  | 'not-editable'
  | 'missing-file'
  | 'missing-image'
  | 'ambiguous-image'
  | 'no-version'
  | 'no-access'
  | 'no-permission'
  | 'protected'
  | 'archived'
  | 'missing-branch'
  | 'empty-repository'
  | 'stale-head'
  | 'outcome-unknown'
  | 'older'
  | 'unchanged'
  | 'incomplete'
  | 'not-deployed'
  | 'unavailable'
  | 'internal'

/** What an {@link UpdateError} carries beside its message. */
export interface ErrorDetails {
  /** What to do about it: a sentence or two, shown after the message. */
  readonly hint?: string
  /** Where it is, when a file is at fault: shown before the message and as an annotation. */
  readonly place?: Place
  /** The line at fault with a caret below it, shown under the message. */
  readonly excerpt?: string
  /** The failure underneath. */
  readonly cause?: unknown
}

/** The one error that this program throws on purpose: what is wrong, where, and what to do. */
export class UpdateError extends Error {
  readonly code: ErrorCode
  readonly hint: string | undefined
  readonly place: Place | undefined
  readonly excerpt: string | undefined

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? {} : { cause: details.cause })
    this.name = 'UpdateError'
    this.code = code
    this.hint = details.hint
    this.place = details.place
    this.excerpt = details.excerpt
  }
}

/** `file:line:column`, as compilers print it. */
export const formatPlace = (place: Place): string =>
  `${place.file}:${String(place.line)}:${String(place.column)}`

/** The error as people see it: place, message, hint, and the excerpt on lines of its own. Never a stack trace. */
export function describeError(error: UpdateError): string {
  const place = error.place === undefined ? '' : `${formatPlace(error.place)}: `
  const hint = error.hint === undefined ? '' : ` ${error.hint}`
  const excerpt = error.excerpt === undefined ? '' : `\n${error.excerpt}`
  return `${place}${error.message}${hint}${excerpt}`
}
