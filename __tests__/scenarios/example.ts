import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly with?: Step }[] }>>
}

type Step = Readonly<Record<string, string>>

/** What the only step of an example gives to the action. */
export async function exampleInputs(name: string): Promise<Step> {
  const path = new URL(`../../examples/${name}`, import.meta.url)
  const workflow = parse(await readFile(path, 'utf8')) as Workflow
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps)
  return steps.find((step) => step.with !== undefined)?.with ?? {}
}
