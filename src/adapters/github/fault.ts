/** One thing that GitHub complained of: an item of a GraphQL answer's `errors`, or a whole HTTP answer. */
export interface Fault {
  readonly message: string
  /** GraphQL's `type`, such as `STALE_DATA`; GitHub leaves it away at times. */
  readonly type?: string | undefined
  /** The response key of the root field and what follows it. */
  readonly path?: readonly (string | number)[] | undefined
  /** The HTTP status; 0 where there was no answer at all. */
  readonly status?: number | undefined
  readonly samlFailure?: boolean | undefined
  /** Milliseconds until a rate limit is over that lasts too long to be waited out. */
  readonly wait?: number | undefined
  /** What the endpoint would have accepted, in GitHub's words (`x-accepted-github-permissions`). */
  readonly acceptedPermissions?: string | undefined
}

/** An HTTP answer that is no success, or none at all. */
export class HttpFailure extends Error {
  readonly fault: Fault

  constructor(fault: Fault, cause: unknown) {
    super(fault.message, { cause })
    this.fault = fault
  }
}

/** What a fault means for the one who sent the request. */
export type Cause =
  | 'protected'
  | 'stale'
  | 'branch-missing'
  | 'already-exists'
  | 'nothing-between'
  | 'draft-unsupported'
  | 'opening-forbidden'
  | 'rate-limit'
  | 'workflows'
  | 'unsupported'
  | 'saml'
  | 'archived'
  | 'permission'
  | 'bad-credentials'
  | 'not-found'
  | 'unavailable'
  | 'other'

/*
 * The order matters: a ruleset's refusal is of type FORBIDDEN, like a missing permission, and only its words tell
 * them apart; a stale head is known by its type in one wording and by its words alone in the other. GitHub repeats our own names:
 * where a single word would do, its whole sentence is asked for, lest a branch called "fix-timeout" be one.
 */
const CAUSES: readonly (readonly [Cause, (fault: Fault) => boolean])[] = [
  ['protected', ({ type }) => type === 'BRANCH_PROTECTION_RULE_VIOLATION'],
  [
    'protected',
    says(
      /Repository rule violations found|protected branch .* check failed|Changes must be made through a pull request/i
    )
  ],
  [
    'protected',
    says(
      /required status checks? .*(?:is|are) expected|approving reviews? (?:is|are) required|this protected (?:branch|ref)/i
    )
  ],
  ['stale', ({ type }) => type === 'STALE_DATA'],
  [
    'stale',
    says(/Expected branch to point to|is at \S+ but expected \S+|not a fast.forward|Reference update failed/i)
  ],
  ['rate-limit', ({ type, wait }) => type === 'RATE_LIMITED' || wait !== undefined],
  ['rate-limit', says(/^You have exceeded a secondary rate limit|was submitted too quickly/)],
  ['opening-forbidden', says(/not permitted to create or approve pull requests/i)],
  ['draft-unsupported', says(/Draft pull requests are not supported/i)],
  ['nothing-between', says(/No commits between|Head sha can't be blank|Head ref must be a branch/i)],
  ['already-exists', says(/already exists|already been taken/i)],
  ['branch-missing', says(/Branch not found|Reference does not exist/i)],
  ['workflows', says(/refusing to allow .* workflow|without .workflows?. (?:permission|scope)/i)],
  ['unsupported', says(/^Field '\w+' doesn't exist on type|^\w+ isn't a defined input type/)],
  ['saml', ({ samlFailure }) => samlFailure === true],
  ['saml', says(/^Resource protected by organization SAML enforcement/)],
  ['archived', says(/^Repository was archived/)],
  ['bad-credentials', ({ status }) => status === 401],
  ['permission', ({ type }) => type === 'FORBIDDEN' || type === 'INSUFFICIENT_SCOPES'],
  ['permission', says(/Resource not accessible by|does not have the correct permissions|required scopes/i)],
  ['permission', ({ status }) => status === 403],
  ['not-found', ({ type, status }) => type === 'NOT_FOUND' || status === 404],
  // Of a query: too much work at this moment. Of a mutation: a part was left undone, and only a look tells which.
  ['unavailable', ({ type }) => type === 'RESOURCE_LIMITS_EXCEEDED'],
  ['unavailable', ({ status }) => status === 0 || (status !== undefined && status >= 500)],
  [
    'unavailable',
    says(
      /^Something went wrong while executing|^We couldn't respond to your request in time|^Timeout on validation|^Sorry, your request timed out/
    )
  ]
]

function says(pattern: RegExp): (fault: Fault) => boolean {
  return ({ message }) => pattern.test(message)
}

/** The cause behind a fault, by GitHub's types where it gives one and by its wording where it does not. */
export const causeOf = (fault: Fault): Cause => CAUSES.find(([, applies]) => applies(fault))?.[0] ?? 'other'
