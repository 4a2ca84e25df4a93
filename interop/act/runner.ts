import { execFile, spawn } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { findGoProgram } from '../go-install.ts'
import { unpackAction } from './archive.ts'
import { wordsFor, type Job } from './job.ts'
import { layStandIns } from './stand-ins.ts'
import { OWN_ACTION, readRun, type WorkflowRun } from './workflow-run.ts'

/** The release of act that is installed. */
export const ACT_VERSION = 'v0.2.89'

const LIMIT = 2 * 60_000

/** act, with this action in the place of the published one. */
export interface Runner {
  /** The version of the Node that it starts JavaScript actions with. */
  readonly node: string
  /** A new folder, which goes away with the runner. */
  readonly newFolder: () => Promise<string>
  readonly run: (job: Job) => Promise<WorkflowRun>
}

/** The Node that runs this suite comes first: act takes the first on the path for every JavaScript action. */
const PATH = [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter)

interface Ended {
  readonly exitCode: number | null
  readonly output: string
}

/** @param cwd - where act looks for settings of its own */
function start(
  program: string,
  words: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: LIMIT })
    let [stdout, stderr] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk))
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk))
    child.on('error', reject)
    child.on('close', (exitCode) => {
      resolve({ exitCode, output: `${stdout}\n${stderr}` })
    })
  })
}

/** Ours from the working copy, and stand-ins for those of others. */
async function findActions(folder: string): Promise<(action: string) => string> {
  const own = await unpackAction(await mkdtemp(join(folder, 'own-')))
  const standIns = await layStandIns(await mkdtemp(join(folder, 'stand-ins-')))
  return (action) => {
    const found = action === OWN_ACTION ? own : standIns.get(action.replace(/@.*$/, ''))
    if (found === undefined) throw new Error(`Nothing stands in for "${action}". Add it to stand-ins.ts.`)
    return found
  }
}

/**
 * Installs act into the cache folder, if it is not there yet.
 *
 * @param folder - takes the actions, and everything that the runs leave behind
 */
export async function setUpRunner(cache: string, folder: string): Promise<Runner> {
  const program = await findGoProgram(cache, 'github.com/nektos/act', ACT_VERSION)
  const folderOf = await findActions(folder)
  const { stdout } = await promisify(execFile)('node', ['--version'], { env: { PATH } })
  return {
    node: stdout.trim(),
    newFolder: () => mkdtemp(join(folder, 'run-')),
    run: async (job) => {
      const HOME = await mkdtemp(join(folder, 'home-'))
      const environment = { PATH, HOME, ACT_DISABLE_VERSION_CHECK: '1', ...job.machine }
      const { exitCode, output } = await start(program, wordsFor(job, folderOf), HOME, environment)
      return readRun(exitCode, output)
    }
  }
}
