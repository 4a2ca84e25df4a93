import type { Place } from '../core/error.ts'

/** Where progress, annotations and results go. */
export interface Reporter {
  /** Runs `work` inside a foldable group of the log. */
  readonly group: <Result>(title: string, work: () => Promise<Result>) => Promise<Result>
  readonly log: (line: string) => void
  /** Takes a secret that came to be known on the way: from here on it is shown nowhere. */
  readonly conceal: (secret: string) => void
  readonly notice: (message: string, place?: Place, title?: string) => void
  readonly warning: (message: string, place?: Place) => void
  readonly error: (message: string, place?: Place) => void
  readonly output: (name: string, value: string) => void
  /** Appends Markdown to the job summary. */
  readonly summary: (markdown: string) => Promise<void>
}
