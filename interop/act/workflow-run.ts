import type { Annotation } from '../../__tests__/runner/annotations.ts'

/** The name under which the examples use this action. */
export const OWN_ACTION = 'OWNER/gitops-image-update@v1'

/** A run of a workflow, as act told it. */
export interface WorkflowRun {
  readonly exitCode: number | null
  /** `success` or `failure`; `undefined` where act ended before there was a result. */
  readonly job: string | undefined
  /** The result of the step of this action; `undefined` where it was not run. */
  readonly step: string | undefined
  /** What act read from the output file of the step. */
  readonly outputs: Readonly<Record<string, string>>
  /** The annotations that act found in what the step printed. */
  readonly annotations: readonly Annotation[]
  /** What act read from the summary file of the step. */
  readonly summary: string
  /** What a person reads of all this. */
  readonly log: string
  /** What the step printed or left in its files, with whatever secrets are in it. */
  readonly shown: string
}

/** A line of the log that act prints with `--json`. */
interface Entry {
  readonly msg?: string
  readonly step?: string
  readonly stage?: string
  readonly stepResult?: string
  readonly jobResult?: string
  /** The workflow command, or the file, that the line is about. */
  readonly command?: string
  readonly name?: string
  readonly arg?: string
  readonly content?: string
  readonly kvPairs?: Readonly<Record<string, string>>
}

const LEVELS: readonly (string | undefined)[] = ['notice', 'warning', 'error'] satisfies Annotation['level'][]

/** What is no JSON is of errors before there is a job. */
const entryIn = (line: string): Entry => (line.startsWith('{') ? (JSON.parse(line) as Entry) : { msg: line })

const annotationOf = ({ command, arg = '', kvPairs = {} }: Entry): Annotation => ({
  level: command as Annotation['level'],
  message: arg,
  properties: kvPairs
})

/** Reads a run off the log of act. Of the steps, only that of this action is looked at. */
export function readRun(exitCode: number | null, log: string): WorkflowRun {
  const entries = log.split('\n').map(entryIn)
  const own = entries.filter(({ step }) => step === OWN_ACTION)
  const outputs = own.filter(({ command }) => command === 'set-output')
  return {
    exitCode,
    job: entries.find(({ jobResult }) => jobResult !== undefined)?.jobResult,
    step: own.find(({ stage, stepResult }) => stage === 'Main' && stepResult !== undefined)?.stepResult,
    outputs: Object.fromEntries(outputs.map(({ name = '', arg = '' }) => [name, arg])),
    annotations: own.filter(({ command }) => LEVELS.includes(command)).map(annotationOf),
    summary: own.find(({ command }) => command === 'summary')?.content ?? '',
    log: entries.map(({ msg = '' }) => msg.trimEnd()).join('\n'),
    shown: JSON.stringify(own)
  }
}
