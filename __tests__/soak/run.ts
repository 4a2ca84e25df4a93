import { parseArgs } from 'node:util'
import { startGitHub } from '../servers/github/index.ts'
import { soak } from './soak.ts'

/*
 * Hundreds of runs against a GitHub with faults: `npm run soak -- --runs 500 --seed 1`. Without a seed one is drawn; it is
 * printed either way.
 */

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '500' }, seed: { type: 'string' } }
})
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000))
const github = await startGitHub()
const started = performance.now()
try {
  const record = await soak(github, Number(values.runs), seed)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(
    `seed ${seed}: ${record.runs} runs, ${record.humanActs} acts of people, ${record.commits} commits, ` +
      `${record.pullRequests} pull requests in ${seconds} s; the repository is what the model says.`
  )
  for (const [name, count] of [...record.mishaps].sort(([one], [other]) => one.localeCompare(other)))
    console.log(`  ${String(count).padStart(4)} × ${name}`)
} catch (error) {
  console.error(`seed ${seed} fails: npm run soak -- --runs ${values.runs} --seed ${seed}`)
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await github.close()
}
