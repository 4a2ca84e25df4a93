import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { gitEnvironment } from './command.ts'
import type { GitObject, ObjectKind } from './object.ts'

interface Question {
  readonly name: string
  readonly resolve: (object: GitObject | undefined) => void
  readonly reject: (error: Error) => void
}

const largestKept = 65_536
const mostKept = 50_000

/** Answers "what is stored under this name" through one long-lived `git cat-file`, in the order asked. */
export class ObjectReader {
  readonly #directory: string
  readonly #questions: Question[] = []
  readonly #kept = new Map<string, GitObject>()
  #process: ChildProcessWithoutNullStreams | undefined
  #chunks: Buffer[] = []
  #length = 0
  #needed = 0

  constructor(directory: string) {
    this.#directory = directory
  }

  /** The object of that id, ref name or revision expression; undefined when there is none. */
  async read(name: string): Promise<GitObject | undefined> {
    const kept = this.#kept.get(name)
    if (kept !== undefined) return kept
    if (name === '' || name.includes('\n')) return undefined
    return await new Promise((resolve, reject) => {
      this.#questions.push({ name, resolve, reject })
      this.#running().stdin.write(`${name}\n`)
    })
  }

  /** Ends the process; questions still open are rejected. */
  close(): void {
    this.#process?.kill()
    this.#process = undefined
  }

  #running(): ChildProcessWithoutNullStreams {
    if (this.#process !== undefined) return this.#process
    const child = spawn('git', [`--git-dir=${this.#directory}`, 'cat-file', '--batch'], {
      env: gitEnvironment()
    })
    child.stdin.on('error', () => undefined)
    child.stderr.resume()
    child.stdout.on('data', (chunk: Buffer) => {
      this.#chunks.push(chunk)
      this.#length += chunk.length
      if (this.#length >= this.#needed) this.#parse()
    })
    child.on('close', () => {
      this.#process = undefined
      for (const question of this.#questions.splice(0))
        question.reject(new Error('git cat-file ended before it answered'))
    })
    this.#process = child
    return child
  }

  #parse(): void {
    const data =
      this.#chunks.length === 1 ? (this.#chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(this.#chunks)
    let offset = 0
    this.#needed = 0
    for (;;) {
      const lineEnd = data.indexOf(10, offset)
      if (lineEnd < 0) break
      const header = /^([0-9a-f]{40}) (\w+) (\d+)$/.exec(data.toString('utf8', offset, lineEnd))
      const start = lineEnd + 1
      const end = header === null ? start : start + Number(header[3]) + 1
      if (end > data.length) {
        this.#needed = end - offset
        break
      }
      this.#answer(header, data, start)
      offset = end
    }
    this.#chunks = offset === data.length ? [] : [data.subarray(offset)]
    this.#length = data.length - offset
  }

  #answer(header: RegExpExecArray | null, data: Buffer, start: number): void {
    const question = this.#questions.shift()
    if (question === undefined) return
    if (header === null) {
      question.resolve(undefined)
      return
    }
    const [, oid = '', kind, size] = header
    const bytes = Buffer.from(data.subarray(start, start + Number(size)))
    const object: GitObject = { oid, kind: kind as ObjectKind, bytes }
    if (question.name === oid && bytes.length <= largestKept) this.#keep(object)
    question.resolve(object)
  }

  #keep(object: GitObject): void {
    if (this.#kept.size >= mostKept) this.#kept.clear()
    this.#kept.set(object.oid, object)
  }
}
