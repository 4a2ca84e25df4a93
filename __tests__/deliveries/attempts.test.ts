import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { UpdateError } from '../../src/core/error.ts'
import { untilLanded, waitAfter } from '../../src/deliveries/attempts.ts'
import { FakeClock } from '../fakes/fake-clock.ts'

const stale = (): UpdateError => new UpdateError('stale-head', '"main" moved.')

/** An attempt that loses the first races, and then lands. */
const losing = (races: number) => (attempt: number) =>
  attempt <= races ? Promise.reject(stale()) : Promise.resolve(attempt)

describe('attempts', () => {
  test('go on until one lands, each after a wait', async () => {
    const clock = new FakeClock()
    const lost: number[] = []
    await expect(untilLanded(10, clock, losing(3), (attempt) => lost.push(attempt))).resolves.toBe(4)
    expect(lost).toEqual([1, 2, 3])
    expect(clock.slept).toHaveLength(3)
  })

  test('are as many as there are retries, and the first', async () => {
    const error = untilLanded(2, new FakeClock(), losing(99), () => undefined)
    await expect(error).rejects.toMatchObject({
      code: 'stale-head',
      message: 'The branch moved under the update; it was tried 3 times. "main" moved.',
      hint: expect.stringContaining('"retries"')
    })
  })

  test('end at any other failure', async () => {
    const clock = new FakeClock()
    const forbidden = new UpdateError('no-permission', 'no')
    await expect(
      untilLanded(
        10,
        clock,
        () => Promise.reject(forbidden),
        () => undefined
      )
    ).rejects.toBe(forbidden)
    expect(clock.slept).toEqual([])
  })
})

describe('the wait after a lost race', () => {
  test('is anything from nothing to a window that doubles', () => {
    expect([1, 2, 3, 4].map((lost) => waitAfter(lost, 1000, 0.999_999))).toEqual([4000, 8000, 16_000, 32_000])
    expect(waitAfter(4, 1000, 0)).toBe(0)
  })

  test('never exceeds a minute, however often and however slow', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.nat(600_000),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (lost, took, random) => {
          const wait = waitAfter(lost, took, random)
          expect(wait).toBeGreaterThanOrEqual(0)
          expect(wait).toBeLessThanOrEqual(60_000)
        }
      )
    )
  })
})
