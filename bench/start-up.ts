import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { markdownTable } from './markdown-table.ts'
import { noMeter, type Meter, type Usage } from './meter/meter.ts'
import { runProcess } from './process-run.ts'
import { bytes, duration, times } from './quantity.ts'
import type { Section } from './section.ts'
import { median, spread } from './statistics.ts'

const RUNS = 21
const bundle = fileURLToPath(new URL('../dist/index.js', import.meta.url))

interface Start {
  readonly milliseconds: number
  readonly usage: Usage | undefined
}

/** Starts node with a program, without any input: the bundle loads whole, finds that inputs are missing, and ends. */
async function start(path: string, expectedStatus: number, meter: Meter): Promise<Start> {
  const note = join(tmpdir(), 'note')
  const [program, ...args] = [...meter.launcher(note), process.execPath, path]
  const milliseconds = await runProcess({
    program,
    args,
    cwd: tmpdir(),
    environment: { PATH: process.env['PATH'], GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: 'acme/app' },
    expectedStatus
  })
  return { milliseconds, usage: await meter.read(note) }
}

function cell(
  of: (one: Start) => number,
  show: (value: number) => string,
  starts: readonly Start[],
  bare: readonly Start[]
): string {
  const ratio = median(starts.map((each, run) => of(each) / of(bare[run] ?? each)))
  return Number.isNaN(ratio) ? '–' : `${spread(starts.map(of), show)} · **${times(ratio)}**`
}

const row = (name: string, starts: readonly Start[], bare: readonly Start[]): readonly string[] => [
  name,
  cell(({ milliseconds }) => milliseconds, duration, starts, bare),
  cell(({ usage }) => usage?.cpuMilliseconds ?? NaN, duration, starts, bare),
  cell(({ usage }) => usage?.peakBytes ?? NaN, bytes, starts, bare)
]

/** What the bundle adds to the start of node. */
export const startUp: Section = {
  name: 'start-up',
  takesTools: true,
  measure: async ({ isSmallest, tools }) => {
    const empty = join(tmpdir(), 'empty.mjs')
    writeFileSync(empty, '')
    const runs = isSmallest ? 1 : RUNS
    const meter = tools?.meter ?? noMeter
    const bare: Start[] = []
    const bundled: Start[] = []
    for (let run = 0; run < runs; run += 1) {
      bare.push(await start(empty, 0, meter))
      bundled.push(await start(bundle, 1, meter))
    }
    const table = markdownTable(
      ['process', 'time', 'CPU', 'peak memory'],
      [
        row('`node empty.mjs`', bare, bare),
        row('`node dist/index.js`, no inputs: loads, refuses, ends', bundled, bare)
      ]
    )
    const text = `${runs} runs each, in turn: medians, the least and the greatest, and in bold the ratio to bare node.`
    return `## Start-up\n\n${text}\n\n${table}`
  }
}
