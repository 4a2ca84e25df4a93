import { expect, test } from '@jest/globals'
import { progressOf } from '../../src/sources/progress.ts'
import { FakeClock } from '../fakes/fake-clock.ts'

test('long work tells every few seconds how far it has come, and short work nothing', async () => {
  const clock = new FakeClock()
  const log: string[] = []
  const progress = progressOf({ total: 40, what: 'images looked at' }, clock, (line) => log.push(line))
  for (let done = 1; done <= 12; done += 1) {
    await clock.sleep(1000)
    progress.at(done)
  }
  expect(log).toEqual(['5 of 40 images looked at after 5.0 s.', '10 of 40 images looked at after 10.0 s.'])
  expect(progress.elapsed()).toBe('12.0 s')
})
