/** Time and chance. */
export interface Clock {
  /** Milliseconds since some fixed moment. */
  readonly now: () => number
  readonly sleep: (milliseconds: number) => Promise<void>
  /** Uniform in [0, 1). */
  readonly random: () => number
}
