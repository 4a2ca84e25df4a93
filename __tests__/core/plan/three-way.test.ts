import { describe, expect, test } from '@jest/globals'
import { mergeOutcome, onTopOf } from '../../../src/core/plan/three-way.ts'

const lines = (...all: readonly string[]): string => all.map((line) => `${line}\n`).join('')
const FORK = lines('a', 'b', 'c', 'd', 'e')

describe('what merging a branch does to a file of five lines', () => {
  test.each([
    ['neither has changed it', FORK, FORK, 'nothing', FORK],
    [
      'only the base has changed it',
      lines('a', 'B', 'c', 'd', 'e'),
      FORK,
      'nothing',
      lines('a', 'B', 'c', 'd', 'e')
    ],
    ['only the branch has', FORK, lines('a', 'B', 'c', 'd', 'e'), 'clean', lines('a', 'B', 'c', 'd', 'e')],
    [
      'both have made the same change',
      lines('a', 'B', 'c', 'd', 'e'),
      lines('a', 'B', 'c', 'd', 'e'),
      'nothing',
      lines('a', 'B', 'c', 'd', 'e')
    ],
    [
      'the base has all of the branch, and more',
      lines('a', 'B', 'c', 'D', 'e'),
      lines('a', 'B', 'c', 'd', 'e'),
      'nothing',
      lines('a', 'B', 'c', 'D', 'e')
    ],
    [
      'the lines between stayed',
      lines('A', 'b', 'c', 'd', 'e'),
      lines('a', 'b', 'C', 'd', 'e'),
      'clean',
      lines('A', 'b', 'C', 'd', 'e')
    ],
    [
      'neighbouring lines: a conflict for Git, though each is its own',
      lines('a', 'B', 'c', 'd', 'e'),
      lines('a', 'b', 'C', 'd', 'e'),
      'conflict',
      lines('a', 'B', 'C', 'd', 'e')
    ],
    [
      'the same line: the base’s stays',
      lines('a', 'B1', 'c', 'd', 'e'),
      lines('a', 'B2', 'c', 'd', 'e'),
      'conflict',
      lines('a', 'B1', 'c', 'd', 'e')
    ],
    [
      'the same line, and another of the branch',
      lines('a', 'B1', 'c', 'd', 'e'),
      lines('a', 'B2', 'c', 'd', 'E'),
      'conflict',
      lines('a', 'B1', 'c', 'd', 'E')
    ],
    [
      'lines added at the same place: the base’s stay',
      lines('a', 'b', 'x', 'c', 'd', 'e'),
      lines('a', 'b', 'y', 'c', 'd', 'e'),
      'conflict',
      lines('a', 'b', 'x', 'c', 'd', 'e')
    ],
    ['the end without a line end', FORK, FORK.slice(0, -1), 'clean', FORK.slice(0, -1)]
  ] as const)('%s', (_, base, branch, outcome, text) => {
    expect(mergeOutcome({ fork: FORK, base, branch })).toBe(outcome)
    expect(onTopOf({ fork: FORK, base, branch })).toBe(text)
  })

  test('line ends are part of the lines', () => {
    const crlf = FORK.replaceAll('\n', '\r\n')
    expect(mergeOutcome({ fork: FORK, base: crlf, branch: lines('a', 'b', 'C', 'd', 'e') })).toBe('conflict')
  })
})
