import { expect, test } from '@jest/globals'
import { broughtIn, lineFrom, type LinedCommit } from '../../../src/adapters/github/branch-line.ts'

/** Commits written as `child:first,second`. */
const commits = (text: string): ReadonlyMap<string, LinedCommit> =>
  new Map(
    text.split(' ').map((word) => {
      const [oid = '', parents = ''] = word.split(':')
      return [oid, { oid, parents: parents.split(',').filter((parent) => parent !== '') }]
    })
  )

test.each([
  ['a line', 'c:b b:a a', 'c b a', {}],
  ['a merge', 'm:b,s b:a s:a a', 'm b a', { m: ['s'] }],
  ['a branch that has merged the line meanwhile', 'm:b,t t:s,b b:a s:a a', 'm b a', { m: ['t', 's'] }],
  ['an octopus', 'm:a,s,t s:a t:a a', 'm a', { m: ['s', 't'] }],
  ['a branch with a merge of its own', 'm:a,d d:c,b c:x b:x x:a a', 'm a', { m: ['d', 'c', 'b', 'x'] }],
  [
    'what an older merge brought is not brought again',
    'n:m,t m:a,s t:s s:a a',
    'n m a',
    { n: ['t'], m: ['s'] }
  ],
  ['a line that goes on behind what is known', 'm:b,s b:a s:x', 'm b', { m: ['s'] }]
])('%s', (_what, text, line, brought) => {
  const known = commits(text)
  const found = lineFrom(text.slice(0, 1), known)
  expect(found.map(({ oid }) => oid).join(' ')).toBe(line)
  const told = [...broughtIn(found, known)].map(([oid, some]) => [oid, some.map((each) => each.oid)] as const)
  expect(Object.fromEntries(told.filter(([, some]) => some.length > 0))).toEqual(brought)
})
