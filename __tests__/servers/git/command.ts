import { spawn } from 'node:child_process'

/** What a git command may be given beside its arguments. */
export interface CommandOptions {
  readonly input?: Buffer | string
  readonly environment?: Readonly<Record<string, string>>
}

/** A git command that ended with another status than 0. */
export class GitFailure extends Error {
  readonly status: number | null
  readonly stdout: Buffer
  readonly stderr: string

  constructor(args: readonly string[], status: number | null, stdout: Buffer, stderr: string) {
    super(`git ${args.join(' ')} ended with ${String(status)}: ${stderr.trim()}`)
    this.name = 'GitFailure'
    this.status = status
    this.stdout = stdout
    this.stderr = stderr
  }
}

/** The environment of every git process: no configuration of the machine, messages in English. */
export const gitEnvironment = (extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => ({
  ...process.env,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C',
  ...extra
})

/** Runs one git command in a bare repository and gives its standard output. */
export function git(
  directory: string,
  args: readonly string[],
  options: CommandOptions = {}
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', [`--git-dir=${directory}`, ...args], {
      env: gitEnvironment(options.environment)
    })
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
    child.stdin.on('error', () => undefined)
    child.on('error', reject)
    child.on('close', (status) => {
      const output = Buffer.concat(stdout)
      if (status === 0) resolve(output)
      else reject(new GitFailure(args, status, output, Buffer.concat(stderr).toString()))
    })
    child.stdin.end(options.input)
  })
}
