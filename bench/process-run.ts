import { spawn } from 'node:child_process'

/** A program and how to start it. */
export interface Command {
  readonly program: string
  readonly args: readonly string[]
  readonly cwd?: string
  readonly environment: NodeJS.ProcessEnv
  /** The exit status that is right; 0 unless told. */
  readonly expectedStatus?: number
}

/** Starts a program and waits for its end; gives the milliseconds. Throws when it ends with another status than expected. */
export async function runProcess(command: Command): Promise<number> {
  const { program, args, cwd, environment, expectedStatus = 0 } = command
  const started = performance.now()
  const child = spawn(program, args, { cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  const milliseconds = performance.now() - started
  if (status === expectedStatus) return milliseconds
  throw new Error(`${program} ${args.join(' ')} ended with ${String(status)}:\n${output}`)
}
