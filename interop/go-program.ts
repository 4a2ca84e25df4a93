import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

const BUILD_LIMIT = 15 * 60_000
const RUN_LIMIT = 60_000

/** Asserts that Go is there to build what the suite compares with. */
export async function requireGo(purpose: string): Promise<void> {
  try {
    await run('go', ['version'])
  } catch {
    throw new Error(
      `Go is needed to build ${purpose}, and \`go\` is not on the path. Install Go, or run the other tests only.`
    )
  }
}

/** What a program is called on this system. */
export const nameOnDisk = (name: string): string => (process.platform === 'win32' ? `${name}.exe` : name)

/** What a program is built from; a module without requirements has no `go.sum`. */
async function digestOf(folder: string): Promise<string> {
  const hash = createHash('sha256')
  for (const file of (await readdir(folder)).sort()) hash.update(await readFile(join(folder, file)))
  return hash.digest('hex').slice(0, 16)
}

async function build(source: string, folder: string, program: string): Promise<void> {
  await requireGo(`"${basename(source)}"`)
  await mkdir(folder, { recursive: true })
  const env = { ...process.env, GOFLAGS: '-mod=readonly -buildvcs=false' }
  const words = ['build', '-trimpath', '-ldflags=-s -w', '-o', program, '.']
  await run('go', words, { cwd: source, env, maxBuffer: 2 ** 26, timeout: BUILD_LIMIT })
}

function ask(program: string, folder: string, questions: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [], { cwd: folder, env: { HOME: folder, PATH: '' }, timeout: RUN_LIMIT })
    const output: Buffer[] = []
    const complaint: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => complaint.push(chunk))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(output).toString())
      else reject(new Error(`${program} ended with ${String(code)}: ${Buffer.concat(complaint).toString()}`))
    })
    child.stdin.end(questions)
  })
}

/** A program of `oracles/`, built from code that others wrote: it answers a list of questions, in their order. */
export type Oracle<Question, Answer> = (questions: readonly Question[]) => Promise<readonly Answer[]>

/**
 * Finds the program of a folder of Go sources in a cache folder, or builds it there. One that was built from the same sources is not
 * built again.
 *
 * @throws Error with a sentence for people where Go is missing or the build fails
 */
export async function findBuilt(cache: string, source: string): Promise<string> {
  const name = basename(source)
  const folder = join(cache, 'oracles', `${name}-${await digestOf(source)}`)
  const program = join(folder, nameOnDisk(name))
  if (!existsSync(program)) await build(source, folder, program)
  return program
}

/** The folder of a program's sources, by its name in `oracles/`. */
export const oracleSource = (name: string): string =>
  fileURLToPath(new URL(`oracles/${name}`, import.meta.url))

/** Finds a program of `oracles/`, like {@link findBuilt}. */
export async function findOracle<Question, Answer>(
  cache: string,
  name: string
): Promise<Oracle<Question, Answer>> {
  const program = await findBuilt(cache, oracleSource(name))
  return async (questions) =>
    JSON.parse(await ask(program, dirname(program), JSON.stringify(questions))) as Answer[]
}
