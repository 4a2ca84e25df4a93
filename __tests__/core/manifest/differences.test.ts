import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { differences } from '../../../interop/differences.ts'
import { editCases } from '../../../interop/edit-cases.ts'

const page = readFileSync(new URL('../../../docs/differences.md', import.meta.url), 'utf8')

test('docs/differences.md lists the intended differences, with their words', () => {
  const items = page.split('\n').filter((line) => line.startsWith('- '))
  expect(items).toEqual(differences.map(({ id, what, why }) => `- **${id}**: ${what} ${why}`))
})

test('each intended difference has a case that shows it', () => {
  const shown = new Set(editCases.flatMap(({ differs }) => (differs === undefined ? [] : [differs])))
  expect([...shown].toSorted()).toEqual(differences.map(({ id }) => id).toSorted())
})
