import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import type { Level, Rights } from '../../__tests__/servers/github/index.ts'

/** A workflow of `examples/`, as it stands there. */
export interface Example {
  readonly text: string
  /** The actions that its steps use, as it names them. */
  readonly uses: readonly string[]
  /** What it lets the token of its job do, and no more. */
  readonly rights: Partial<Rights>
}

interface Workflow {
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly permissions?: Readonly<Record<string, Level>>
        readonly steps: readonly { readonly uses?: string }[]
      }
    >
  >
}

const camelCase = (name: string): string =>
  name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())

/** Reads an example, by the name of its file. */
export async function readExample(name: string): Promise<Example> {
  const text = await readFile(new URL(`../../examples/${name}`, import.meta.url), 'utf8')
  const jobs = Object.values((parse(text) as Workflow).jobs)
  const permissions = jobs.flatMap((job) => Object.entries(job.permissions ?? {}))
  return {
    text,
    uses: jobs.flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? [])),
    rights: Object.fromEntries(permissions.map(([right, level]) => [camelCase(right), level]))
  }
}
