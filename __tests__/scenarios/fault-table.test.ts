import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readProjectFile } from '../../scripts/reference-tables.ts'
import { startGitHub, type GitHub } from '../servers/github/index.ts'
import { Chance } from '../soak/chance.ts'
import { stepInProcess, type RunStep } from '../soak/step.ts'
import { FAULTS, type FaultRow } from './fault-rows.ts'
import { FILES, inputsFor, type FaultStage } from './fault-stage.ts'
import { useStage } from './stage.ts'

const stage = useStage()
const OPTIONS = { labels: ['gitops'] }

async function through({ arrange, ends, write, inputs }: FaultRow, on: FaultStage): Promise<void> {
  if (write === 'update') await on.run({ ...inputsFor('open'), images: 'api:v1.5' })
  on.github.forget()
  await arrange(on)
  await ends(on, await on.run({ ...inputsFor(write), ...inputs }))
}

/** The faults of docs/reliability.md, in its order. */
function documented(): readonly string[] {
  const [, table = ''] = readProjectFile('docs/reliability.md').split('| --- | --- | --- |\n')
  const rows = table.split('\n\n', 1)[0] ?? ''
  return rows.split('\n').map((row) => row.split(' | ')[0]?.replace(/^\| /, '') ?? '')
}

test('docs/reliability.md lists these faults', () => {
  expect(documented()).toEqual(FAULTS.map(({ fault }) => fault))
})

describe('ends right, exactly once', () => {
  const quick = FAULTS.filter(({ takesMinutes }) => takesMinutes !== true)

  test.concurrent.each(quick.map((row) => [row.fault, row] as const))('%s', async (_, row) => {
    const { github, gitops, run } = await stage(FILES, OPTIONS)
    await through(row, { github, gitops, run })
  })
})

describe('ends right, exactly once, after minutes that are made short', () => {
  let github: GitHub
  let step: RunStep
  let count = 0
  let runs = 0

  beforeAll(async () => {
    github = await startGitHub()
    step = await stepInProcess(github, new Chance(1))
  })

  afterAll(() => github.close())

  const long = FAULTS.filter(({ takesMinutes }) => takesMinutes === true)

  test.each(long.map((row) => [row.fault, row] as const))('%s', async (_, row) => {
    count += 1
    const repository = `acme/gitops-${String(count)}`
    const gitops = await github.createRepository(repository, { ...OPTIONS, files: FILES })
    const run: FaultStage['run'] = async (inputs) => {
      runs += 1
      const { fulfilled, outputs, log } = await step({ ...inputs, repository }, `run-${String(runs)}`)
      return { exitCode: Number(!fulfilled), outputs, log: log.join('\n') }
    }
    await through(row, { github, gitops, run })
  })
})
