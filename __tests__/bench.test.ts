import { expect, test } from '@jest/globals'
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const benchmark = fileURLToPath(new URL('../bench/run.ts', import.meta.url))

/** The tables of a report, by the heading of their section: how many rows each has below its head. */
function rowsOf(report: string): Readonly<Record<string, readonly number[]>> {
  const sections = report.split(/^## /m).slice(1)
  return Object.fromEntries(
    sections.map((section) => {
      const [heading = ''] = section.split('\n', 1)
      const tables = section.split('\n\n').filter((block) => block.startsWith('|'))
      return [heading, tables.map((table) => table.trim().split('\n').length - 2)]
    })
  )
}

test('the benchmark measures each of its sections, here at their smallest and without what takes Go', async () => {
  const { stdout } = await run(process.execPath, [benchmark, '--smallest'])
  expect(rowsOf(stdout)).toEqual({
    'One and all of N manifests': [1, 1, 1],
    'By the size of the repository': [2],
    'Start-up': [2],
    Editing: [1],
    Registry: [1],
    'Many writers on one branch': [7]
  })
  expect(stdout).not.toMatch(/NaN|undefined/)
})

test('a section that there is not is told, with those that there are', async () => {
  await expect(run(process.execPath, [benchmark, 'speed'])).rejects.toThrow(
    'There is no section "speed". The sections are manifests, deliveries, start-up, editing, registry, writers.'
  )
})
