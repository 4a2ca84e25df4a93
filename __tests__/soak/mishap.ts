import type { Effect, Fault, GitHub } from '../servers/github/index.ts'
import type { Chance } from './chance.ts'

/** What goes wrong at GitHub during a run. */
export interface Mishap {
  readonly name: string
  readonly faults: readonly Fault[]
  readonly lag?: Partial<GitHub['lag']>
  /** Where the answer to the first write is lost: whether it was carried out. */
  readonly isWriteApplied?: boolean
  /** Whether nothing that a run can do would help: it must fail. */
  readonly isFatal?: boolean
}

const EVER = 1000

const page: Effect = {
  kind: 'response',
  status: 200,
  body: '<html>Please log in</html>',
  headers: { 'content-type': 'text/html' }
}

const losses: readonly Effect[] = [
  { kind: 'status', status: 500 },
  { kind: 'status', status: 502 },
  { kind: 'status', status: 504 },
  { kind: 'drop' },
  { kind: 'something-went-wrong' },
  page
]

const limits: readonly Effect[] = [
  { kind: 'secondary-limit', status: 200, retryAfter: 1 },
  { kind: 'secondary-limit', status: 403, retryAfter: 1 },
  { kind: 'secondary-limit', status: 429, retryAfter: 1 },
  { kind: 'secondary-limit', status: 403 },
  { kind: 'primary-limit', resetIn: 2 }
]

const lostWrites = (['before', 'after'] as const).flatMap((when) =>
  losses.map((effect): Mishap => ({
    name: `${effect.kind} ${when} the write`,
    faults: [{ on: { operation: 'mutation' }, when, effect }],
    isWriteApplied: when === 'after'
  }))
)

const troubledReads = losses.map((effect): Mishap => ({
  name: `${effect.kind} for a read`,
  faults: [{ on: { operation: 'query' }, effect }]
}))

const limited = ['query', 'mutation'].flatMap((operation) =>
  limits.map((effect): Mishap => ({
    name: `${effect.kind} for the ${operation}`,
    faults: [{ on: { operation }, effect }]
  }))
)

const partial: readonly Mishap[] = [
  {
    name: 'half of the files',
    faults: [{ on: { operation: 'query' }, effect: { kind: 'resource-limits', keep: 1 } }]
  },
  {
    name: 'a cut listing',
    faults: [{ on: { operation: /^GET git\/trees/ }, effect: { kind: 'truncated-tree', keep: 1 } }]
  },
  {
    name: 'a lost listing',
    faults: [{ on: { operation: /^GET git\/trees/ }, effect: { kind: 'drop' } }]
  }
]

const late: readonly Mishap[] = [
  { name: 'a branch seen late', faults: [], lag: { newBranchRequests: 1, sameRequest: true } },
  { name: 'a branch seen later', faults: [], lag: { newBranchRequests: 2, sameRequest: true } },
  { name: 'old reads', faults: [], lag: { readsMs: 8 } },
  {
    name: 'an answer lost before old reads',
    faults: [{ on: { operation: 'mutation' }, when: 'after', effect: { kind: 'drop' } }],
    lag: { readsMs: 8 },
    isWriteApplied: true
  }
]

const fatal: readonly Mishap[] = [
  {
    name: 'a token that expires before the write',
    faults: [{ on: { operation: 'mutation' }, effect: { kind: 'expired-token' } }],
    isFatal: true
  },
  {
    name: 'a token that expires with the write',
    faults: [
      { on: { operation: 'mutation' }, when: 'after', effect: { kind: 'expired-token' } },
      { on: { operation: 'mutation' }, when: 'after', effect: { kind: 'drop' } }
    ],
    isWriteApplied: true,
    isFatal: true
  },
  {
    name: 'reads that fail for good after the write',
    faults: [
      { on: { operation: 'mutation' }, when: 'after', effect: { kind: 'drop' } },
      { on: { operation: 'query', number: 2 }, times: EVER, effect: { kind: 'status', status: 503 } }
    ],
    isWriteApplied: true,
    isFatal: true
  }
]

/** Everything goes well. */
export const NO_MISHAP: Mishap = { name: 'nothing', faults: [] }

/** Draws what goes wrong: in two of three runs something does. */
export function drawMishap(chance: Chance): Mishap {
  if (chance.happens(0.33)) return NO_MISHAP
  return chance.pick(chance.pick([lostWrites, lostWrites, troubledReads, limited, partial, late, fatal]))
}
