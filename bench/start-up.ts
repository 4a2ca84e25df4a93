import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { markdownTable } from './markdown-table.ts'
import { runProcess } from './process-run.ts'
import { duration, times } from './quantity.ts'
import type { Section } from './section.ts'
import { median, spread } from './statistics.ts'

const RUNS = 21
const bundle = fileURLToPath(new URL('../dist/index.js', import.meta.url))

/** Starts node with a program, without any input: the bundle loads whole, finds that inputs are missing, and ends. */
const start = (program: string, expectedStatus: number): Promise<number> =>
  runProcess({
    program: process.execPath,
    args: [program],
    cwd: tmpdir(),
    environment: { PATH: process.env['PATH'], GITHUB_REPOSITORY: 'acme/app' },
    expectedStatus
  })

/** What the bundle adds to the start of node. */
export const startUp: Section = {
  name: 'start-up',
  measure: async () => {
    const empty = join(tmpdir(), 'empty.mjs')
    writeFileSync(empty, '')
    const bare: number[] = []
    const bundled: number[] = []
    for (let run = 0; run < RUNS; run += 1) {
      bare.push(await start(empty, 0))
      bundled.push(await start(bundle, 1))
    }
    const ratio = median(bundled.map((each, run) => each / (bare[run] ?? NaN)))
    const table = markdownTable(
      ['process', 'median (least–most)', 'against bare node'],
      [
        ['`node empty.mjs`', spread(bare, duration), times(1)],
        ['`node dist/index.js`, no inputs: loads, refuses, ends', spread(bundled, duration), times(ratio)],
        ['what the bundle adds', duration(median(bundled) - median(bare)), '']
      ]
    )
    return `## Start-up\n\n${RUNS} runs each, in turn.\n\n${table}`
  }
}
