import { markdownTable } from '../markdown-table.ts'
import { bytes, duration, times } from '../quantity.ts'
import { median } from '../statistics.ts'
import type { Measurement } from './measurement.ts'
import type { MeasuredWay } from './rounds.ts'

/** Ways that were measured side by side, and what sets these rounds apart from others of the table. */
export interface Comparison {
  readonly labels: readonly string[]
  /** Ours first: what the others are compared with. */
  readonly ways: readonly MeasuredWay[]
}

/** A quantity that is compared. */
interface Quantity {
  readonly header: string
  readonly of: (measurement: Measurement) => number
  readonly show: (value: number) => string
  /** Whether the least and the greatest are shown, too. */
  readonly varies: boolean
}

const QUANTITIES: readonly Quantity[] = [
  { header: 'CPU', of: ({ usage }) => usage?.cpuMilliseconds ?? NaN, show: duration, varies: true },
  { header: 'peak memory', of: ({ usage }) => usage?.peakBytes ?? NaN, show: bytes, varies: false },
  { header: 'requests', of: ({ requests }) => requests, show: String, varies: false },
  { header: 'received', of: ({ received }) => received, show: bytes, varies: false },
  { header: 'sent', of: ({ sent }) => sent, show: bytes, varies: false },
  { header: 'time', of: ({ milliseconds }) => milliseconds, show: duration, varies: true }
]

/** The median, with the least and the greatest where it varies, and how it stands to ours in the same rounds. */
function cell({ of, show, varies }: Quantity, { runs }: MeasuredWay, ours: MeasuredWay): string {
  const values = runs.map(of)
  if (values.some(Number.isNaN)) return '–'
  const ratios = values.map((value, round) => {
    const our = ours.runs[round]
    return our === undefined ? NaN : value / of(our)
  })
  const spread =
    varies && values.length > 1 ? ` (${show(Math.min(...values))}–${show(Math.max(...values))})` : ''
  return `${show(median(values))}${spread} · **${times(median(ratios))}**`
}

/** The comparisons as one table, with a row for each way: each quantity with its ratio to ours. */
export function comparisonTable(labels: readonly string[], comparisons: readonly Comparison[]): string {
  const header = [...labels, 'way', 'runs', ...QUANTITIES.map((quantity) => quantity.header)]
  const rows = comparisons.flatMap(({ labels: values, ways }) => {
    const [ours] = ways
    if (ours === undefined) return []
    return ways.map((way) => [
      ...values,
      way.name,
      String(way.runs.length),
      ...QUANTITIES.map((quantity) => cell(quantity, way, ours))
    ])
  })
  return markdownTable(header, rows, labels.length + 1)
}
