import { describe, expect, test } from '@jest/globals'
import { commandParts } from '../../../src/adapters/git/command-parts.ts'

describe('the arguments of a command too long for the system', () => {
  test.each<readonly [string, readonly (readonly string[])[], number, readonly (readonly string[])[]]>([
    ['none', [], 10, []],
    ['all in one', [['a'], ['b']], 4, [['a', 'b']]],
    ['a part when the first is full', [['a'], ['b'], ['c']], 4, [['a', 'b'], ['c']]],
    [
      'a group stays together',
      [
        ['-x', 'a'],
        ['-x', 'b']
      ],
      9,
      [
        ['-x', 'a'],
        ['-x', 'b']
      ]
    ],
    ['one that is too long itself is a part', [['a'], ['abcdefgh'], ['b']], 4, [['a'], ['abcdefgh'], ['b']]],
    ['bytes count, not characters', [['ää'], ['b']], 6, [['ää'], ['b']]]
  ])('%s', (_, groups, longest, expected) => {
    expect(commandParts(groups, longest)).toEqual(expected)
  })
})
