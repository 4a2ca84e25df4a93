import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { comparisons } from '../../../interop/comparisons.ts'

const page = readFileSync(new URL('../../../docs/differences.md', import.meta.url), 'utf8')

/** The items of the list below each heading. */
const listed = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [heading = '', ...lines] = section.split('\n')
      return [heading, lines.filter((line) => line.startsWith('- '))]
    })
)

test('docs/differences.md has a list for each tool, and no other', () => {
  expect([...listed.keys()]).toEqual(comparisons.map(({ tool }) => tool))
})

describe.each(comparisons)('$tool', ({ tool, cases, differences }) => {
  test('docs/differences.md lists the intended differences, with their words', () => {
    expect(listed.get(tool)).toEqual(differences.map(({ id, what, why }) => `- **${id}**: ${what} ${why}`))
  })

  test('each intended difference has a case that shows it', () => {
    const shown = new Set(cases.flatMap(({ differs }) => (differs === undefined ? [] : [differs])))
    expect([...shown].toSorted()).toEqual(differences.map(({ id }) => id).toSorted())
  })

  test('each case has a name of its own', () => {
    const names = cases.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })
})
