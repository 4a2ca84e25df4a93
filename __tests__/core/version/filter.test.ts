import { describe, expect, test } from '@jest/globals'
import { candidatesOf, NO_FILTER } from '../../../src/core/version/filter.ts'
import { timesNeeded } from '../../../src/core/version/newest.ts'
import { filterOf } from './rules.ts'

const tagsOf = (tags: string, filter = NO_FILTER): string =>
  candidatesOf(tags.split(' '), filter)
    .map(({ tag }) => tag)
    .join(' ')

describe('candidates', () => {
  test('are the tags that are allowed and not ignored, the greatest first', () => {
    expect(tagsOf('a c b')).toBe('c b a')
    expect(tagsOf('v1 v2 v2-rc1 main', filterOf('^v'))).toBe('v2-rc1 v2 v1')
    expect(tagsOf('v1 v2 v2-rc1 main', filterOf('^v', undefined, ['*-rc*', 'v1']))).toBe('v2')
  })

  test('are in the order of their bytes', () => {
    const ascending = '1.0.0 1.0.0-rc1 10 20.04 20.10 9 Zeta _x alpha v1.10.0 v1.9.0'.split(' ')
    const shuffled = ascending.toSorted((one, other) => one.length - other.length || (one < other ? 1 : -1))
    expect(tagsOf(shuffled.join(' '))).toBe(ascending.toReversed().join(' '))
  })

  test('are each there once', () => {
    expect(tagsOf('a a b')).toBe('b a')
  })

  test('with one key are one: the tag that sorts first', () => {
    const candidates = candidatesOf(['b-1', 'a-1', 'c-2'], filterOf('-(\\d)$', '$1'))
    expect(candidates).toEqual([
      { key: '2', tag: 'c-2' },
      { key: '1', tag: 'a-1' }
    ])
  })

  test('are ignored by their tags, not by what is extracted', () => {
    expect(tagsOf('a-1 a-2', filterOf('-(\\d)$', '$1', ['2']))).toBe('a-2 a-1')
  })

  test('are never signatures, attestations and the like', () => {
    const digest = `sha256-${'0a'.repeat(32)}`
    expect(tagsOf(`${digest}.sig ${digest}.att ${digest}.sbom ${digest} sha256-0a sha256-abc.sig v1`)).toBe(
      'v1 sha256-abc.sig sha256-0a'
    )
  })
})

describe('the times that have to be known', () => {
  const candidates = candidatesOf(['a', 'b', 'c', 'd'], NO_FILTER)

  test('are those of all candidates', () => {
    expect(timesNeeded(candidates, true)).toEqual(['d', 'c', 'b', 'a'])
  })

  test.each([0, 1])('are none of %d', (length) => {
    expect(timesNeeded(candidates.slice(0, length), true)).toEqual([])
  })

  test('are that of the only one, too, where it is not known to be for the platform', () => {
    expect(timesNeeded(candidates.slice(0, 1), false)).toEqual(['d'])
  })
})
