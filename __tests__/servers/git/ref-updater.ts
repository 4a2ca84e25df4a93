import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { GitFailure, gitEnvironment } from './command.ts'

const args = ['update-ref', '--stdin']

/** Runs ref transactions one after the other through one `git update-ref`, which ends at the first that fails and is then started anew. */
export class RefUpdater {
  readonly #directory: string
  #process: ChildProcessWithoutNullStreams | undefined
  #last: Promise<void> = Promise.resolve()

  constructor(directory: string) {
    this.#directory = directory
  }

  /** Runs the commands of one transaction. Throws what git said when it refuses; then nothing has changed. */
  run(commands: readonly string[]): Promise<void> {
    const turn = this.#last.then(() => this.#transact(commands))
    this.#last = turn.catch(() => undefined)
    return turn
  }

  /** Ends the process. */
  close(): void {
    this.#process?.kill()
    this.#process = undefined
  }

  #running(): ChildProcessWithoutNullStreams {
    if (this.#process !== undefined) return this.#process
    const child = spawn('git', [`--git-dir=${this.#directory}`, ...args], { env: gitEnvironment() })
    child.stdin.on('error', () => undefined)
    this.#process = child
    return child
  }

  #transact(commands: readonly string[]): Promise<void> {
    return new Promise((resolve, reject) => {
      const child = this.#running()
      let output = ''
      let complaint = ''
      const hear = (chunk: Buffer): void => {
        output += chunk.toString()
        if (output.endsWith('commit: ok\n')) finish(resolve)
      }
      const complain = (chunk: Buffer): void => {
        complaint += chunk.toString()
      }
      const end = (status: number | null): void => {
        this.#process = undefined
        finish(() => {
          reject(new GitFailure(args, status, Buffer.from(output), complaint))
        })
      }
      const finish = (settle: () => void): void => {
        child.stdout.off('data', hear)
        child.stderr.off('data', complain)
        child.off('close', end)
        settle()
      }
      child.stdout.on('data', hear)
      child.stderr.on('data', complain)
      child.on('close', end)
      child.stdin.write(['start', ...commands, 'prepare', 'commit', ''].join('\n'))
    })
  }
}
