import { expect } from '@jest/globals'
import { annotationsIn } from '../runner/annotations.ts'
import type { Step } from '../runner/run-action.ts'
import { wordsOf, wordsShown } from '../runner/words-shown.ts'
import { headsOf, type Stage } from './stage.ts'

const STACK_TRACE = /^ {4}at /m

/**
 * Runs a step that must fail, and gives the one error that it tells. Whatever the reason: nothing is written, no branch is
 * left behind, the summary says the same as the log, and no stack trace is shown.
 */
export async function refused(
  { gitops, run }: Stage,
  inputs: Step['with'],
  step: Partial<Step> = {}
): Promise<string> {
  const before = await headsOf(gitops)
  const { exitCode, log, summary, outputs } = await run(inputs, step)
  expect(exitCode).toBe(1)
  expect(await headsOf(gitops)).toEqual(before)
  expect(gitops.pullRequests.filter((each) => each.author !== 'rival')).toEqual([])
  expect(log).not.toMatch(STACK_TRACE)
  expect(summary).not.toMatch(STACK_TRACE)
  expect(outputs['commit-sha'] ?? '').toBe('')
  const errors = annotationsIn(log).filter(({ level }) => level === 'error')
  expect(errors).toHaveLength(1)
  const message = errors[0]?.message ?? ''
  expect(wordsShown(summary)).toContain(wordsOf(message))
  return message
}
