import { existsSync } from 'node:fs'
import { brokenPromises } from './broken-promises.ts'
import { scenes } from './scenes.ts'
import { showScene } from './screen.ts'
import { Stage } from './stage.ts'
import { styleFor } from './style.ts'

const style = styleFor(process.stdout, process.env)

function introduce(stage: Stage): void {
  console.log(style.bold('gitops-image-update: a demonstration'))
  console.log(`
It starts a GitHub of its own on this machine (${stage.address}) with the repository acme/gitops in it: real git,
GitHub's own GraphQL schema, no network. Then it runs the bundled action (dist/index.js) ${scenes.length} times, as a runner would,
and shows each time the step, its log, the diff, the commits and the requests. Nothing outside a temporary folder is
touched, and what is promised is checked: the number of requests, and that a change of an image changes one line.`)
}

/** Plays all scenes; gives what was promised and not kept. */
async function perform(stage: Stage): Promise<string[]> {
  const broken: string[] = []
  let requests = 0
  for (const [index, scene] of scenes.entries()) {
    const played = await stage.play(scene)
    requests += played.requests.length
    console.log(showScene(scene, index + 1, played, style))
    broken.push(...brokenPromises(scene, played).map((what) => `${index + 1}. ${scene.title}: ${what}`))
  }
  console.log(style.bold('What was shown'))
  const counts = scenes.map(({ title, expectation }) => `  ${expectation.requests}  ${title}`)
  console.log(`\nRequests of each run, without a clone:\n${counts.join('\n')}\n\n${requests} in all.`)
  return broken
}

if (!existsSync(new URL('../dist/index.js', import.meta.url))) {
  console.error('dist/index.js is missing. Run "npm run build" first.')
  process.exit(1)
}
const stage = await Stage.set()
try {
  introduce(stage)
  const broken = await perform(stage)
  for (const what of broken) console.error(style.red(`Not as promised: ${what}`))
  if (broken.length === 0) console.log(style.green('Everything was as promised.'))
  process.exitCode = Math.min(broken.length, 1)
} finally {
  await stage.strike()
}
