import { join } from 'node:path'
import { writeFiles } from '../../__tests__/runner/work-tree.ts'
import { digest } from '../../__tests__/scenarios/manifests.ts'

/** The digest of the image that nobody builds here. */
export const BUILT_DIGEST = digest('b')

/** The token that the App would get. */
export const APP_TOKEN = 'ghs_app'

const output = (name: string, value: string): string =>
  `require('node:fs').appendFileSync(process.env.GITHUB_OUTPUT, '${name}=${value}\\n')\n`

/** What the actions of others do that the examples use, without the world: they give the outputs that our step takes. */
const STAND_INS: Readonly<Record<string, string>> = {
  'docker/login-action': '',
  'docker/build-push-action': output('digest', BUILT_DIGEST),
  'actions/create-github-app-token': `console.log('::add-mask::${APP_TOKEN}')\n${output('token', APP_TOKEN)}`
}

const METADATA = `name: Stand-in
description: Stands in for the action of this name.
runs: { using: node24, main: index.js }
`

/** Lays the stand-ins into a folder: their folders by the names of the actions. */
export async function layStandIns(folder: string): Promise<ReadonlyMap<string, string>> {
  const laid = Object.entries(STAND_INS).map(async ([name, code]) => {
    const own = join(folder, name)
    await writeFiles(own, { 'action.yml': METADATA, 'index.js': code })
    return [name, own] as const
  })
  return new Map(await Promise.all(laid))
}
