/** One part of the benchmark. */
export interface Section {
  readonly name: string
  /** Measures, and gives what was measured as Markdown. */
  readonly measure: () => Promise<string>
}
