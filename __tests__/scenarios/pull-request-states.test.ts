import { describe, expect, test } from '@jest/globals'
import { readProjectFile } from '../../scripts/reference-tables.ts'
import { useStage } from './stage.ts'
import { endedStates } from './states/ended-states.ts'
import { openStates } from './states/open-states.ts'
import { racedStates } from './states/raced-states.ts'
import { INPUTS, PATH, text, WANTED, type BranchState } from './states/state.ts'

const stage = useStage()
const files = { [PATH]: text('v1'), 'tool/kustomization.yaml': text('v1') }
const groups = [
  ['Nothing open, or nothing left to propose', endedStates],
  ['Open', openStates],
  ['Others at the same time', racedStates]
] as const

describe.each(groups)('%s', (_, states) => {
  test.concurrent.each(states.map((state) => [state.state, state.operation, state] as const))(
    '%s: %s',
    async (_state, operation, { arrange, check, inputs }) => {
      const set = await stage(files)
      await arrange(set)
      const result = await set.run({ ...INPUTS, images: WANTED, ...inputs })
      expect(result.log).not.toContain('::error')
      expect(result.exitCode).toBe(0)
      expect(result.outputs['pull-request-operation']).toBe(operation)
      for (const [found, expected] of await check(set, result)) expect(found).toEqual(expected)
    },
    60_000
  )
})

describe('docs/pull-requests.md', () => {
  const shown = readProjectFile('docs/pull-requests.md')
  const row = ({ state, happens, operation }: BranchState): string =>
    `| ${state} | ${happens} | \`${operation}\` |`

  test.each(groups)('shows what happens: %s', (title, states) => {
    const table = ['| the run finds | what happens | `pull-request-operation` |', '| --- | --- | --- |']
    expect(shown).toContain(`### ${title}\n\n${[...table, ...states.map(row)].join('\n')}\n`)
  })

  test('there are many', () => {
    expect(groups.flatMap(([, states]) => states).length).toBeGreaterThanOrEqual(25)
  })
})
