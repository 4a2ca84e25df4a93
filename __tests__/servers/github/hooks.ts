import { RequestCounter, type LoggedRequest, type RequestMatch } from './request-log.ts'

/** What a test does at a given moment, such as a rival's commit. */
export type Callback = (request: LoggedRequest) => void | Promise<void>

/** The moments at which a test can step in: before a request, before a mutation field, between check and ref update. */
export type Moment = 'request' | 'mutation' | 'ref-update'

interface Planned {
  readonly moment: Moment
  readonly counter: RequestCounter
  readonly callback: Callback
}

/** The callbacks that wait for their moments. */
export class Hooks {
  #planned: Planned[] = []

  /** Plans a callback for the matching moment; once unless told. */
  add(moment: Moment, match: RequestMatch, callback: Callback, times = 1): void {
    this.#planned.push({ moment, counter: new RequestCounter(match, times), callback })
  }

  /** Forgets all planned callbacks. */
  clear(): void {
    this.#planned = []
  }

  /** Runs what is planned for this moment, and waits for it. */
  async run(moment: Moment, request: LoggedRequest, operation?: string): Promise<void> {
    const seen = operation === undefined ? request : { ...request, operations: [operation] }
    for (const planned of this.#planned)
      if (planned.moment === moment && planned.counter.claims(seen)) await planned.callback(request)
  }
}
