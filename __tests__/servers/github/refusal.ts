/** Which rule refused; REST endpoints word and number some of them in their own way. */
export type RefusalKind =
  'classic-protection' | 'ruleset' | 'permission' | 'lost-race' | 'unresolved-branch' | 'other'

/** The faces of a refusal. */
export interface RefusalDetails {
  readonly kind?: RefusalKind
  /** `errors[].type` in GraphQL; some errors have none. */
  readonly type?: string
  /** The status in REST. */
  readonly status?: number
  /** The message in REST, where it differs from GraphQL's. */
  readonly restMessage?: string
  /** `errors` in the body of a REST answer. */
  readonly restErrors?: readonly unknown[]
  readonly extensions?: Readonly<Record<string, unknown>>
}

/** GitHub says no, in words that both APIs can print. */
export class Refusal extends Error {
  readonly kind: RefusalKind
  readonly type: string | undefined
  readonly status: number
  readonly restMessage: string
  readonly restErrors: readonly unknown[] | undefined
  readonly extensions: Readonly<Record<string, unknown>> | undefined

  constructor(message: string, details: RefusalDetails = {}) {
    super(message)
    this.name = 'Refusal'
    this.kind = details.kind ?? 'other'
    this.type = details.type
    this.status = details.status ?? 422
    this.restMessage = details.restMessage ?? message
    this.restErrors = details.restErrors
    this.extensions = details.extensions
  }
}

/** Something with that name or id is not there, or not to be seen. */
export const notFound = (message: string, restMessage = 'Not Found'): Refusal =>
  new Refusal(message, { type: 'NOT_FOUND', status: 404, restMessage })

/** The request is understood, and cannot be done. */
export const unprocessable = (message: string, restMessage = message): Refusal =>
  new Refusal(message, { type: 'UNPROCESSABLE', status: 422, restMessage })

/** REST's "Validation Failed" with one reason; GraphQL prints the reason alone. */
export const invalid = (resource: string, message: string, restReason = message): Refusal =>
  new Refusal(message, {
    type: 'UNPROCESSABLE',
    restMessage: 'Validation Failed',
    restErrors: [{ resource, code: 'custom', message: restReason }]
  })

/** The identity may not do that. */
export const forbidden = (message: string, status = 403): Refusal =>
  new Refusal(message, { kind: 'permission', type: 'FORBIDDEN', status })

/** The head was already another one when the mutation began. */
export const staleHead = (expected: string): Refusal =>
  new Refusal(`Expected branch to point to "${expected}" but it did not.  Pull and try again.`, {
    type: 'STALE_DATA',
    status: 409
  })

/** The ref moved between the check and the write. */
export const lostRace = (ref: string, actual: string, expected: string): Refusal =>
  new Refusal(`Ref ${ref} is at ${actual} but expected ${expected}`, {
    kind: 'lost-race',
    status: 422,
    restMessage: 'Reference update failed'
  })
