/** What became of one comparison. */
export interface Outcome {
  readonly name: string
  /** Why it failed; `undefined` when it passed. */
  readonly failure: string | undefined
}

/** One part of the suite: its comparisons, and what people should read of it beside them. */
export interface Part {
  readonly title: string
  readonly outcomes: readonly Outcome[]
  readonly report: readonly string[]
}

/** Shows a part: its report, and what failed. */
export function print({ title, outcomes, report }: Part): void {
  console.log(`\n${title}`)
  for (const line of report) console.log(`  ${line}`)
  for (const { name, failure } of outcomes)
    if (failure !== undefined) console.log(`  FAILED ${name}: ${failure}`)
}

/** The comparison, passed when nothing is said against it. */
export const outcome = (name: string, failure: string | undefined): Outcome => ({ name, failure })

/** A case of a table: what it is about, and the intended difference that it shows, if it shows one. */
export interface Case {
  readonly name: string
  readonly differs?: string
}

/** The comparison of two results: equal where nothing is intended to differ, and different where something is. */
export function compared(one: Case, isEqual: boolean, ours: string, theirs: string): Outcome {
  const name = one.differs === undefined ? one.name : `${one.name} (differs on purpose: ${one.differs})`
  const isAsIntended = isEqual === (one.differs === undefined)
  return outcome(name, isAsIntended ? undefined : `\n    ours:   ${ours}\n    theirs: ${theirs}`)
}

/** How many cases of a table there are, of both kinds. */
export function countOf(what: string, cases: readonly Case[]): string {
  const equal = cases.filter(({ differs }) => differs === undefined).length
  return `${cases.length} ${what}: ${equal} equal, ${cases.length - equal} different on purpose`
}

/** Rows as text in columns; the first row is the head. */
export function table(rows: readonly (readonly (string | number)[])[]): readonly string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => String(row[column] ?? '').length))
  )
  return rows.map((row) =>
    row
      .map((cell, column) =>
        typeof cell === 'number'
          ? String(cell).padStart(widths[column] ?? 0)
          : cell.padEnd(widths[column] ?? 0)
      )
      .join('  ')
      .trimEnd()
  )
}
