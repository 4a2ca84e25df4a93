import { expect } from '@jest/globals'
import { renderMarkdown } from '../../pictures/github-markdown.ts'
import { annotationsIn } from '../runner/annotations.ts'
import type { Step } from '../runner/run-action.ts'
import { headsOf, type Stage } from './stage.ts'

const STACK_TRACE = /^ {4}at /m
const CHARACTERS: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&amp;': '&',
  '\u200B': ''
}

/** The words of a text, whatever lines and lists they are in. */
const wordsOf = (text: string): string => text.replaceAll(/^- /gm, '').replaceAll(/\s+/g, ' ').trim()

/** The words that GitHub shows of Markdown. */
const wordsShown = (markdown: string): string =>
  wordsOf(
    renderMarkdown(markdown)
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll(/&(?:lt|gt|quot|amp);|\u200B/g, (written) => CHARACTERS[written] ?? '')
  )

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
