import type { Tools } from './tools.ts'

/** How much of a section is measured. */
export interface Extent {
  /** Whether only the smallest size of all is, once: to see whether it works. */
  readonly isSmallest: boolean
  /** What takes Go to build; without it, only this project is measured, and less of it. */
  readonly tools: Tools | undefined
}

/** One part of the benchmark. */
export interface Section {
  readonly name: string
  /** Whether it measures with programs that take Go to build. */
  readonly takesTools: boolean
  /** Measures, and gives what was measured as Markdown. */
  readonly measure: (extent: Extent) => Promise<string>
}
