import { describe, expect, test } from '@jest/globals'
import { UpdateError } from '../src/core/error.ts'
import { lookUntil } from '../src/looking.ts'
import { FakeClock } from './fakes/fake-clock.ts'

const fault = (): UpdateError => new UpdateError('unavailable', 'GitHub gave no proper answer.')
const refusal = (): UpdateError => new UpdateError('no-permission', 'The token may not.')

/** Looks for 20 seconds with timers that wake a little early, as those of Node do; the last sight is seen for ever. */
function lookAt(...sights: readonly (string | Error)[]) {
  const clock = new FakeClock()
  const lines: string[] = []
  let looks = 0
  const look = (): Promise<string> => {
    const sight = sights[Math.min(looks, sights.length - 1)] ?? ''
    looks += 1
    return sight instanceof Error ? Promise.reject(sight) : Promise.resolve(sight)
  }
  const sleep = (time: number): Promise<void> => clock.sleep(Math.max(1, time - 3))
  const ports = {
    clock: { now: clock.now, random: clock.random, sleep },
    reporter: { log: (line: string) => lines.push(line) }
  }
  const seen = lookUntil(20_000, ports, look, (sight) => sight === 'end')
  return { clock, lines, seen }
}

describe('looking until there is an end', () => {
  test('ends with what was looked for', async () => {
    const { clock, seen } = lookAt('nothing', 'nothing', 'end')
    await expect(seen).resolves.toBe('end')
    expect(clock.slept).toHaveLength(2)
  })

  test('ends with the time, and tells no wait of no length', async () => {
    const { clock, lines, seen } = lookAt('nothing')
    await expect(seen).resolves.toBe('nothing')
    expect(clock.now()).toBeGreaterThan(19_500)
    expect(lines).toHaveLength(clock.slept.length)
    for (const line of lines) expect(line).toMatch(/^Looking again in [1-9]\d* s; [1-9]\d* s are left\.$/)
  })

  test('outlasts a fault that passes', async () => {
    const { lines, seen } = lookAt(fault(), fault(), 'end')
    await expect(seen).resolves.toBe('end')
    expect(lines).toContain('GitHub gave no proper answer.')
  })

  test('fails with one that lasts, once the time is over', async () => {
    const { clock, seen } = lookAt('nothing', fault())
    await expect(seen).rejects.toMatchObject({ code: 'unavailable' })
    expect(clock.now()).toBeGreaterThan(19_500)
  })

  test('fails at once with what does not pass', async () => {
    const { clock, seen } = lookAt('nothing', refusal())
    await expect(seen).rejects.toMatchObject({ code: 'no-permission' })
    expect(clock.slept).toHaveLength(1)
  })
})
