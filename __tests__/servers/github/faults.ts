import { RequestCounter, type LoggedRequest, type RequestMatch } from './request-log.ts'

/** What goes wrong. */
export type Effect =
  | { readonly kind: 'status'; readonly status: 500 | 502 | 503 | 504 }
  | {
      readonly kind: 'response'
      readonly status: number
      readonly body: unknown
      readonly headers?: Readonly<Record<string, string>>
    }
  | { readonly kind: 'drop' }
  | { readonly kind: 'delay'; readonly milliseconds: number }
  | {
      readonly kind: 'secondary-limit'
      readonly status?: 200 | 403 | 429
      readonly retryAfter?: number
      readonly contentCreation?: boolean
    }
  | { readonly kind: 'primary-limit'; readonly status?: 403 | 429; readonly resetIn?: number }
  | {
      readonly kind: 'resource-limits'
      readonly keep: number
      /** What the rest is refused with, where it is another limit than that of resources. */
      readonly message?: string
    }
  | { readonly kind: 'something-went-wrong' }
  | { readonly kind: 'expired-token' }
  | { readonly kind: 'truncated-tree'; readonly keep: number }

/** A fault to inject into matching requests. */
export interface Fault {
  readonly on?: RequestMatch
  /**
   * `before`: the request has no effect. `after`: it has, and only the answer is lost or replaced.
   * `resource-limits` and `truncated-tree` happen while it is carried out.
   */
  readonly when?: 'before' | 'after'
  /** How many matching requests it strikes; 1 unless told. */
  readonly times?: number
  readonly effect: Effect
}

/** The faults that wait for their requests. */
export class Faults {
  #planned: { readonly fault: Fault; readonly counter: RequestCounter }[] = []

  /** Plans a fault. */
  add(fault: Fault): void {
    this.#planned.push({ fault, counter: new RequestCounter(fault.on ?? {}, fault.times ?? 1) })
  }

  /** Forgets all planned faults. */
  clear(): void {
    this.#planned = []
  }

  /** The faults that strike a request; to be asked once for each request. */
  striking(request: LoggedRequest): Fault[] {
    return this.#planned.filter(({ counter }) => counter.claims(request)).map(({ fault }) => fault)
  }
}
