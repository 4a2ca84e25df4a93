import { describe, expect, test } from '@jest/globals'
import { splitReference } from '../../../src/core/image/reference.ts'
import { NO_ANCESTRIES, pairKey, type Ancestry } from '../../../src/core/version/ancestry.ts'
import { orderReferences } from '../../../src/core/version/order.ts'
import { orderByOrigin } from '../../../src/core/version/origin.ts'

const DIGEST = `sha256:${'1'.repeat(64)}`
const OTHER_DIGEST = `sha256:${'2'.repeat(64)}`
const compare = (wanted: string, current: string) =>
  orderReferences(splitReference(wanted), splitReference(current), NO_ANCESTRIES)

describe('versions say nothing of their order', () => {
  test.each([
    ['api:blue', 'api:green'],
    [`api@${DIGEST}`, `api@${OTHER_DIGEST}`],
    [`api@${DIGEST}`, 'api:green'],
    ['api:latest', 'api:stable'],
    ['api:pr-12', 'api:pr-13']
  ])('%s and %s', (wanted, current) => {
    expect(compare(wanted, current)).toMatchObject({ order: 'unknown', isUntold: true })
  })

  test.each([
    ['api:v1.2.3', 'api:blue'],
    ['api:blue', 'api:v1.2.3'],
    ['api:1a2b3c4', 'api:blue'],
    ['api:main-1a2b3c4', 'api:dev-9f8e7d6'],
    [`api@${DIGEST}`, 'api:v1.2.3'],
    ['api:20261124', 'api:blue'],
    ['web:blue', 'api:green'],
    ['api:blue', 'api:blue']
  ])('but not %s and %s', (wanted, current) => {
    expect(compare(wanted, current).isUntold ?? false).toBe(false)
  })
})

describe('what a version was written for', () => {
  const [own, earlier] = [
    '1a2b3c4d5e6f708192a3b4c5d6e7f80912345678',
    '9f8e7d6c5b4a39281706f5e4d3c2b1a098765432'
  ]
  const origins = { own, earlier: new Map([['api:green', earlier]]) }
  const order = (current: string, ancestry: Ancestry | 'unknown' | undefined, known = origins) =>
    orderByOrigin(
      compare('api:blue', current),
      splitReference(current),
      known,
      ancestry === undefined ? NO_ANCESTRIES : new Map([[pairKey({ base: earlier, head: own }), ancestry]])
    )

  test('makes what is written for an ancestor older', () => {
    expect(order('api:green', 'behind')).toEqual({
      order: 'older',
      reason: 'this run is for 1a2b3c4, an ancestor of 9f8e7d6, for which "api:green" was written'
    })
  })

  test.each(['ahead', 'identical', 'diverged', 'unknown', undefined] as const)(
    'says nothing where the two are %s',
    (ancestry) => {
      expect(order('api:green', ancestry).order).toBe('unknown')
    }
  )

  test('says nothing of another version, nor where the run has no commit', () => {
    expect(order('api:red', 'behind').order).toBe('unknown')
    expect(order('api:green', 'behind', { ...origins, own: '' }).order).toBe('unknown')
  })
})
