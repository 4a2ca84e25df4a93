import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { timelineOf, type TimedCommit, type TimedHistory } from '../../../src/core/plan/timeline.ts'

/** A history written as `c3@0:text c1@2:text`, newest first, each with its place on the branch; `…` at its end says that there is more. */
function history(path: string, line: string): TimedHistory<TimedCommit> {
  const words = line.split(' ').filter((word) => word !== '' && word !== '…')
  const versions = words.map((word) => {
    const [, oid = '', position = '', text] = /^(\w+)@(\d+)(?::(\w+))?$/.exec(word) ?? []
    return {
      commit: { oid, position: Number(position) },
      brought: [{ oid: `${path}-${oid}`, message: '' }],
      text
    }
  })
  return { path, versions, isComplete: !line.includes('…') }
}

const file = (path: string) => ({ path, aims: [] })

/** The moments as `commit: text of each file`, a file that is not there as `-`. */
const told = (...histories: readonly TimedHistory<TimedCommit>[]): readonly string[] =>
  timelineOf(
    histories.map(({ path }) => file(path)),
    histories
  ).moments.map(({ commit, files }) => `${commit.oid}: ${files.map(({ text }) => text ?? '-').join(' ')}`)

describe('the past of several files', () => {
  test.each([
    ['one file', ['c2@0:b c1@1:a'], ['c2: b', 'c1: a']],
    ['two that changed in turn', ['c3@0:b c1@2:a', 'c2@1:x'], ['c3: b x', 'c2: a x', 'c1: a -']],
    ['two that changed together', ['c2@0:b c1@1:a', 'c2@0:y c1@1:x'], ['c2: b y', 'c1: a x']],
    [
      'a file that came later, in the order of the branch',
      ['c4@0:c c2@2:b c1@3:a', 'c4@0:y c3@1:x'],
      ['c4: c y', 'c3: b x', 'c2: b -', 'c1: a -']
    ],
    ['a file that is removed and made again', ['c3@0:c c2@1 c1@2:a'], ['c3: c', 'c2: -', 'c1: a']],
    ['what is not known of one file ends the past of all', ['c3@0:c … ', 'c2@1:y c1@2:x'], ['c3: c y']],
    [
      'what stood where the known past ends counts for all files, once',
      ['c5@0:c c2@9:b …', 'c1@12:x …'],
      ['c5: c x', 'c2: b x']
    ]
  ])('%s', (_what, lines, expected) => {
    expect(told(...lines.map((line, index) => history(`f${String(index)}`, line)))).toEqual(expected)
  })

  test('tells whether it is whole', () => {
    expect(timelineOf([file('a')], [history('a', 'c1@1:a')]).isComplete).toBe(true)
    expect(timelineOf([file('a')], [history('a', 'c1@1:a …')]).isComplete).toBe(false)
    expect(timelineOf([file('a')], [])).toEqual({ moments: [], isComplete: true })
  })

  test('a commit of several files has with it what came in with it for each', () => {
    const { moments } = timelineOf([file('a'), file('b')], [history('a', 'c1@0:a'), history('b', 'c1@0:b')])
    expect(moments.map(({ brought }) => brought.map(({ oid }) => oid))).toEqual([['a-c1', 'b-c1']])
  })

  test('every commit is there once, in the order of the branch', () => {
    const pasts = fc.array(fc.subarray([...Array(12).keys()]), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(pasts, (files) => {
        const line = (commits: readonly number[]): string =>
          commits.map((number) => `c${String(number)}@${String(number)}:t`).join(' ')
        const histories = files.map((commits, index) => history(String(index), line(commits)))
        const order = timelineOf(
          histories.map(({ path }) => file(path)),
          histories
        ).moments.map(({ commit }) => commit.position)
        expect(order).toEqual([...new Set(files.flat())].sort((one, other) => one - other))
      })
    )
  })
})
