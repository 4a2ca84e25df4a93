import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../', import.meta.url))

/**
 * Lays down what a runner downloads of the action: the archive that git makes of the working copy, with what is not committed yet, and
 * without what .gitattributes keeps out of it.
 *
 * @param folder - takes the action and what git needs meanwhile, so that the repository is only read
 * @returns the folder of the action
 */
export async function unpackAction(folder: string): Promise<string> {
  const action = join(folder, 'action')
  const objects = join(folder, 'objects')
  const tar = join(folder, 'action.tar')
  await Promise.all([mkdir(action), mkdir(objects)])
  const env = { ...process.env, GIT_INDEX_FILE: join(folder, 'index'), GIT_OBJECT_DIRECTORY: objects }
  const git = async (...words: readonly string[]): Promise<string> =>
    (await run('git', words, { cwd: root, env })).stdout.trim()
  await git('add', '--all')
  await git('archive', '--format=tar', `--output=${tar}`, await git('write-tree'))
  await run('tar', ['-xf', tar, '-C', action])
  return action
}
