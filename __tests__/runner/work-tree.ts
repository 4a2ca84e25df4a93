import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile, mkdir, chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { runAction, type Step, type StepResult } from './run-action.ts'

const execute = promisify(execFile)

/** Runs git in a folder: its output, trimmed. */
export type GitCommand = (...args: readonly string[]) => Promise<string>

const environment = {
  ...process.env,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C'
}

const identity = [
  '-c',
  'user.name=Rival',
  '-c',
  'user.email=rival@example.test',
  '-c',
  'commit.gpgsign=false'
]

/** Git in a folder, as somebody else than the action. */
export const gitIn =
  (folder: string): GitCommand =>
  async (...args) => {
    const options = { env: environment, maxBuffer: 64 * 1024 * 1024 }
    const { stdout } = await execute('git', ['-C', folder, ...identity, ...args], options)
    return stdout.replace(/\n$/, '')
  }

const NO_GITHUB = {
  apiUrl: 'http://127.0.0.1:1',
  graphqlUrl: 'http://127.0.0.1:1/graphql',
  serverUrl: 'http://127.0.0.1:1'
}

/** Runs the step with no GitHub in reach. */
export type RunInCheckout = (inputs: Step['with'], step?: Partial<Step>) => Promise<StepResult>

/** Runs the step in a checkout, without the configuration of the machine. */
export const runIn =
  (path: string): RunInCheckout =>
  (inputs, step = {}) =>
    runAction({
      github: NO_GITHUB,
      ...step,
      with: { checkout: path, token: '', ...inputs },
      environment: { GIT_CONFIG_NOSYSTEM: '1', ...step.environment }
    })

/** Writes files beneath a folder; scripts are executable. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string | Buffer>>
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
    if (String(content).startsWith('#!')) await chmod(join(folder, path), 0o755)
  }
}

/** Commits files on a branch of a bare repository through a clone that is thrown away; gives the commit. */
export async function commitTo(
  remotePath: string,
  files: Readonly<Record<string, string | Buffer>>,
  branch = 'main'
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rival-'))
  const git = gitIn(folder)
  await git('clone', '--quiet', remotePath, '.')
  const known = await git('ls-remote', '--heads', 'origin', branch)
  await git('checkout', '--quiet', ...(known === '' ? ['-B', branch] : ['-B', branch, `origin/${branch}`]))
  await writeFiles(folder, files)
  await git('add', '--all')
  await git('commit', '--quiet', '--message', 'Change by somebody else')
  await git('push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`)
  const commit = await git('rev-parse', 'HEAD')
  await rm(folder, { recursive: true })
  return commit
}
