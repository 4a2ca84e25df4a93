import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { timelineOf, type TimedHistory } from '../../../src/core/plan/timeline.ts'

interface Commit {
  readonly oid: string
  readonly committed: number
}

/** A history written as `c3@30:text c1@10:text`, newest first; `…` at its end says that there is more. */
function history(path: string, line: string): TimedHistory<Commit> {
  const words = line.split(' ').filter((word) => word !== '' && word !== '…')
  const versions = words.map((word) => {
    const [, oid = '', time = '', text] = /^(\w+)@(\d+)(?::(\w+))?$/.exec(word) ?? []
    return { commit: { oid, committed: Number(time) }, text }
  })
  return { path, versions, isComplete: !line.includes('…') }
}

const file = (path: string) => ({ path, aims: [] })

/** The moments as `commit: text of each file`, a file that is not there as `-`. */
const told = (...histories: readonly TimedHistory<Commit>[]): readonly string[] =>
  timelineOf(
    histories.map(({ path }) => file(path)),
    histories
  ).moments.map(({ commit, files }) => `${commit.oid}: ${files.map(({ text }) => text ?? '-').join(' ')}`)

describe('the past of several files', () => {
  test.each([
    ['one file', ['c2@20:b c1@10:a'], ['c2: b', 'c1: a']],
    ['two that changed in turn', ['c3@30:b c1@10:a', 'c2@20:x'], ['c3: b x', 'c2: a x', 'c1: a -']],
    ['two that changed together', ['c2@20:b c1@10:a', 'c2@20:y c1@10:x'], ['c2: b y', 'c1: a x']],
    [
      'commits of one second keep the order of each file',
      ['c3@5:b c1@5:a', 'c2@5:x'],
      ['c3: b x', 'c1: a x', 'c2: - x']
    ],
    [
      'a commit that both have comes behind what is newer in one',
      ['c2@9:b c1@1:a', 'c3@2:y c2@9:x'],
      ['c3: b y', 'c2: b x', 'c1: a -']
    ],
    ['a file that is removed and made again', ['c3@30:c c2@20 c1@10:a'], ['c3: c', 'c2: -', 'c1: a']],
    ['what is not known of one file ends the past of all', ['c3@30:c … ', 'c2@20:y c1@10:x'], ['c3: c y']]
  ])('%s', (_what, lines, expected) => {
    expect(told(...lines.map((line, index) => history(`f${String(index)}`, line)))).toEqual(expected)
  })

  test('tells whether it is whole', () => {
    expect(timelineOf([file('a')], [history('a', 'c1@1:a')]).isComplete).toBe(true)
    expect(timelineOf([file('a')], [history('a', 'c1@1:a …')]).isComplete).toBe(false)
    expect(timelineOf([file('a')], [])).toEqual({ moments: [], isComplete: true })
  })

  test('every commit is there once, and the order of no file is changed', () => {
    const pasts = fc.array(fc.subarray([...Array(12).keys()]), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(pasts, fc.array(fc.nat(3), { minLength: 12, maxLength: 12 }), (files, times) => {
        const line = (commits: readonly number[]): string =>
          commits.map((number) => `c${String(number)}@${String(times[number] ?? 0)}:t`).join(' ')
        const histories = files.map((commits, index) => history(String(index), line(commits)))
        const order = timelineOf(
          histories.map(({ path }) => file(path)),
          histories
        ).moments.map(({ commit }) => commit.oid)
        expect(new Set(order).size).toBe(order.length)
        for (const { versions } of histories) {
          const own = versions.map(({ commit }) => commit.oid)
          expect(order.filter((oid) => own.includes(oid))).toEqual(own)
        }
      })
    )
  })
})
