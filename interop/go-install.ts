import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { nameOnDisk, requireGo } from './go-program.ts'

const run = promisify(execFile)

/**
 * Finds a release of a Go program in a cache folder, or builds it there from the module that Go's proxy has.
 *
 * @param module the path of its `main` package, such as `github.com/rhysd/actionlint/cmd/actionlint`
 * @param name what the program is called on disk; the last part of the module's path, unless that is a version
 * @throws Error with a sentence for people where Go is missing or the build fails
 */
export async function findGoProgram(
  cache: string,
  module: string,
  version: string,
  name = basename(module)
): Promise<string> {
  const folder = join(cache, `${name}-${version}`)
  const program = join(folder, nameOnDisk(name))
  if (existsSync(program)) return program
  await requireGo(name)
  await mkdir(folder, { recursive: true })
  const env = { ...process.env, GOBIN: folder, GOFLAGS: '-mod=mod' }
  await run('go', ['install', `${module}@${version}`], { cwd: folder, env, maxBuffer: 2 ** 26 })
  return program
}
