import { waitAfter } from '../../src/deliveries/attempts.ts'

/** How long a writer waits after a lost race. */
export interface WaitPolicy {
  readonly name: string
  /** Milliseconds after the n-th lost race; `random` is uniform in [0, 1). */
  readonly wait: (lost: number, attemptTook: number, random: number) => number
}

const exponential =
  (unit: number, cap: number) =>
  (lost: number): number =>
    Math.min(cap, unit * 2 ** (lost - 1))

const jittered = (unit: number, cap: number): WaitPolicy['wait'] => {
  const window = exponential(unit, cap)
  return (lost, _attemptTook, random) => random * window(lost)
}

/** Our own policy, and what others do. */
export const waitPolicies: readonly WaitPolicy[] = [
  { name: 'none', wait: () => 0 },
  { name: '500 ms · n', wait: (lost) => 500 * lost },
  { name: '1 s · 2ⁿ⁻¹, no jitter, cap 30 s', wait: exponential(1_000, 30_000) },
  { name: 'U(0, 1 s · 2ⁿ⁻¹), cap 10 s', wait: jittered(1_000, 10_000) },
  { name: 'U(0, 1 s · 2ⁿ⁻¹), cap 30 s', wait: jittered(1_000, 30_000) },
  { name: 'U(0, 4 s · 2ⁿ⁻¹), cap 60 s', wait: jittered(4_000, 60_000) },
  { name: '**ours: U(0, 4 × attempt · 2ⁿ⁻¹), cap 60 s**', wait: waitAfter }
]
