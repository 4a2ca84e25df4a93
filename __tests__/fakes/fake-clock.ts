import type { Clock } from '../../src/ports/clock.ts'

/** A clock that passes time only by sleeping, and remembers each sleep in milliseconds. */
export class FakeClock implements Clock {
  readonly slept: number[] = []
  #now = 0

  now = (): number => this.#now

  sleep = (milliseconds: number): Promise<void> => {
    this.slept.push(milliseconds)
    this.#now += milliseconds
    return Promise.resolve()
  }

  random = (): number => 0.5
}
