import assert from 'node:assert/strict'
import type { Annotation } from '../../__tests__/runner/annotations.ts'
import { wordsOf, wordsShown } from '../../__tests__/runner/words-shown.ts'
import type { WorkflowRun } from './workflow-run.ts'

/** A change that a run is to make, as its outputs tell it. */
export interface Change {
  readonly file: string
  readonly line: number
  readonly format: string
  readonly image: string
  readonly from: string
  readonly to: string
}

/** A change, and where its annotations stand: its own, and those of other lines that it changes. */
export type Expected = Change & {
  readonly column: number
  readonly also?: readonly { readonly line: number; readonly column: number }[]
}

const asOutput = ({ file, line, format, image, from, to }: Change): Change => ({
  file,
  line,
  format,
  image,
  from,
  to
})

const asNotices = ({ file, image, from, to, also = [], ...place }: Expected): readonly Annotation[] =>
  [place, ...also].map(({ line, column }) => ({
    level: 'notice',
    message: `${from} → ${to}`,
    properties: { title: image, file, line: String(line), col: String(column) }
  }))

function assertEnded({ exitCode, job, step, log }: WorkflowRun, status: number, result: string): void {
  const isAsExpected = exitCode === status && job === result && step === result
  assert.ok(isAsExpected, `act ended with ${exitCode}, the job with ${job}, the step with ${step}:\n${log}`)
}

/** The links of a summary to lines of files: the line, and the end of the address. */
const linksIn = (summary: string): readonly string[] =>
  [...summary.matchAll(/\[<code>((?:[^<]|<wbr>)+:\d+)<\/code>\]\([^\s)]+(\/blob\/[^\s)]+)\)/g)].map(
    ([, line = '', end]) => `${line.replaceAll('<wbr>', '')} ${end}`
  )

const asLink = ({ file, line }: Change, commit: string): string =>
  `${file}:${line} /blob/${commit}/${file}#L${line}`

/**
 * Asserts that the step and its job went well, and that the changes are those, in annotations, summary and outputs.
 *
 * @param outputs - the other outputs, where they are not those of a run that delivers nothing
 * @param remark - what the only other annotation says; there is none when it is left out
 */
export function assertChanged(
  run: WorkflowRun,
  changes: readonly Expected[],
  outputs: Readonly<Record<string, string>>,
  remark?: RegExp
): void {
  assertSucceeded(run)
  const notices = changes.flatMap(asNotices)
  const others = run.annotations.slice(notices.length)
  assert.deepEqual(run.annotations.slice(0, notices.length), notices)
  assert.equal(others.length, remark === undefined ? 0 : 1, JSON.stringify(others))
  if (remark !== undefined) assert.match(others[0]?.message ?? '', remark)
  const links = changes.map((change) => asLink(change, outputs['commit-sha'] ?? ''))
  assert.deepEqual(linksIn(run.summary).toSorted(), links.toSorted(), run.summary)
  assert.deepEqual(run.outputs, {
    changed: 'true',
    changes: JSON.stringify(changes.map(asOutput)),
    images: JSON.stringify([...new Set(changes.map(({ to }) => to))]),
    'pull-request-number': '',
    'pull-request-url': '',
    'pull-request-operation': 'none',
    deployed: '',
    ...outputs
  })
}

/** Asserts that the step and its job went well. */
export function assertSucceeded(run: WorkflowRun): void {
  assertEnded(run, 0, 'success')
}

/** Asserts that the step failed with this one error, told in an annotation and in the summary, and its job with it. */
export function assertFailed(run: WorkflowRun, message: string): void {
  assertEnded(run, 1, 'failure')
  assert.deepEqual(run.annotations, [{ level: 'error', message, properties: {} }])
  assert.deepEqual(run.outputs, {})
  assert.equal(wordsShown(run.summary), `No image was updated ${wordsOf(message)}`)
}
