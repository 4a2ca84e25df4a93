import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { outcome, type Outcome, type Part } from '../outcome.ts'
import { COMMITS } from './commits.ts'
import { POLICIES } from './policies.ts'
import { PROPOSALS } from './proposals.ts'
import { ROLLBACKS } from './rollbacks.ts'
import { ACT_VERSION, setUpRunner } from './runner.ts'
import { RUNTIME } from './runtime.ts'
import { played } from './scenario.ts'
import { SEVERAL } from './several.ts'

const SCENARIOS = [...RUNTIME, ...COMMITS, ...SEVERAL, ...PROPOSALS, ...ROLLBACKS, ...POLICIES]

/** Whether the table above has a scenario for every example that GitHub runs; their names begin with its name. */
async function checkTable(): Promise<Outcome> {
  const examples = (await readdir(new URL('../../examples/', import.meta.url))).filter(
    (name) => name.endsWith('.yml') && name !== 'gitlab-ci.yml'
  )
  const left = examples.filter((example) => !SCENARIOS.some(({ name }) => name.startsWith(example)))
  return outcome('every example is run', left.length === 0 ? undefined : `not run: ${left.join(', ')}`)
}

/** Lets act, a runner that others wrote, run the examples as they stand there, with the action of the working copy. */
export async function runExamples(cache: string): Promise<Part> {
  const folder = await mkdtemp(join(tmpdir(), 'interop-act-'))
  try {
    const runner = await setUpRunner(cache, folder)
    const started = performance.now()
    const outcomes = [await checkTable()]
    for (const scenario of SCENARIOS) outcomes.push(await played(scenario, runner))
    const seconds = ((performance.now() - started) / 1000).toFixed(0)
    return {
      title: `The examples, run by act ${ACT_VERSION} itself`,
      outcomes,
      report: [`${SCENARIOS.length} scenarios in ${seconds} s; the step ran on Node ${runner.node}`]
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
