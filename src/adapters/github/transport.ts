import type { Clock } from '../../ports/clock.ts'
import { HttpFailure, type Fault } from './fault.ts'
import { limitOf, LONGEST_LIMIT_WAIT, type Limit } from './limit.ts'

/** What the transport needs of Octokit. */
export interface Octokit {
  readonly graphql: (document: string, variables: Record<string, unknown>) => Promise<unknown>
  readonly request: (
    route: string,
    parameters: Record<string, unknown>
  ) => Promise<{ readonly data: unknown; readonly headers: Readonly<Record<string, unknown>> }>
}

/** The answer to a GraphQL document: GitHub gives data and faults together where only a part went wrong. */
export interface GraphqlAnswer {
  /** `undefined` where the document as a whole was refused, so that nothing of it was executed. */
  readonly data: Readonly<Record<string, unknown>> | undefined
  readonly faults: readonly Fault[]
  /** Those of the answer, where there are faults. */
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined
}

/** Requests to GitHub, with what is safe to repeat repeated. Throws {@link HttpFailure} for every other failure. */
export interface Transport {
  readonly query: (document: string, variables: Record<string, unknown>) => Promise<GraphqlAnswer>
  /** Sent once: a mutation whose answer is lost may have been applied. Only a refusal for a rate limit is repeated. */
  readonly mutate: (document: string, variables: Record<string, unknown>) => Promise<GraphqlAnswer>
  readonly get: (route: string, parameters: Record<string, unknown>) => Promise<unknown>
  /** Repeated like a read: for what changes nothing by being there twice, as objects of Git that no branch holds. */
  readonly store: (route: string, parameters: Record<string, unknown>) => Promise<unknown>
  /** Sent once, like {@link Transport.mutate}. */
  readonly write: (route: string, parameters: Record<string, unknown>) => Promise<unknown>
}

const READ_RETRY_WAITS = [500, 1000, 2000]

interface GraphqlResponseError {
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly data?: Record<string, unknown> | null
  readonly errors: readonly (Fault & { readonly extensions?: { readonly saml_failure?: boolean } })[]
}

const isGraphqlResponseError = (error: unknown): error is GraphqlResponseError =>
  error instanceof Error && error.name === 'GraphqlResponseError'

function answerWithFaults({ data, errors, headers }: GraphqlResponseError): GraphqlAnswer {
  const faults = errors.map(({ message, type, path, extensions }) => ({
    message,
    type,
    path,
    samlFailure: extensions?.saml_failure
  }))
  return { data: data ?? undefined, faults, headers }
}

interface ResponseError extends Error {
  readonly status?: number
  readonly response?: {
    readonly headers: Readonly<Record<string, string | undefined>>
    readonly data?: { readonly message?: string; readonly errors?: readonly { readonly message?: string }[] }
  }
}

function httpFailure(error: unknown): HttpFailure {
  if (error instanceof HttpFailure) return error
  const { message, status, response } =
    error instanceof Error ? (error as ResponseError) : (new Error(String(error)) as ResponseError)
  const details = response?.data?.errors?.flatMap((each) => each.message ?? []) ?? []
  const fault: Fault = {
    message: [response?.data?.message ?? message, ...details].join(': '),
    status: response === undefined ? 0 : (status ?? 0),
    acceptedPermissions: response?.headers['x-accepted-github-permissions'],
    samlFailure: response?.headers['x-github-sso'] !== undefined
  }
  return new HttpFailure(fault, error)
}

/** The failure for a limit that lasts too long. */
function limitFailure(outcome: unknown, { name, wait }: Limit): HttpFailure {
  if (outcome instanceof HttpFailure) return new HttpFailure({ ...outcome.fault, wait }, outcome.cause)
  const { faults } = outcome as GraphqlAnswer
  const message = faults[0]?.message ?? `The ${name} rate limit is reached`
  return new HttpFailure({ message, type: 'RATE_LIMITED', status: 429, wait }, undefined)
}

/** GitHub's answers are objects. Octokit takes a body that was cut, or the page of a proxy, for an answer: an empty one, or its text. */
function objectOf<Answer>(answer: Answer): Answer & object {
  if (typeof answer === 'object' && answer !== null && !(answer instanceof ArrayBuffer)) return answer
  throw new HttpFailure({ message: 'what came is not an answer of GitHub', status: 0 }, undefined)
}

const isTransient = (error: HttpFailure): boolean => {
  const status = error.fault.status ?? 0
  return status === 0 || status >= 500
}

const isTransientAnswer = ({ data, faults }: GraphqlAnswer): boolean =>
  data === undefined &&
  faults.some(({ message }) => message.startsWith('Something went wrong while executing'))

/** Wraps an Octokit so that reads survive faults, and everything survives a short rate limit. */
export function transportOver(octokit: Octokit, clock: Clock, log: (line: string) => void): Transport {
  /** Waits limits out and sends again; what a limit struck in the middle is sent again only where that does no harm. */
  async function withinLimits<Answer>(send: () => Promise<Answer>, isWrite: boolean): Promise<Answer> {
    for (let waited = 0; ;) {
      const outcome = await send().catch((error: unknown) => error as Error)
      const limit = limitOf(outcome, Date.now())
      if (limit !== undefined && waited + limit.wait <= LONGEST_LIMIT_WAIT) {
        log(
          `GitHub's ${limit.name} rate limit is reached: waiting ${String(Math.ceil(limit.wait / 1000))} s.`
        )
        await clock.sleep(limit.wait)
        waited += limit.wait
        if (!(limit.isPartial && isWrite)) continue
      } else if (limit !== undefined && !limit.isPartial) throw limitFailure(outcome, limit)
      if (outcome instanceof Error) throw outcome
      return outcome
    }
  }

  async function repeatedly<Answer>(
    read: () => Promise<Answer>,
    isFault: (answer: Answer) => boolean
  ): Promise<Answer> {
    for (const unit of READ_RETRY_WAITS) {
      const wait = Math.round(unit * (0.5 + clock.random()))
      const again = `asking again in ${(wait / 1000).toFixed(1)} s.`
      try {
        const answer = await read()
        if (!isFault(answer)) return answer
        log(`GitHub answered with a fault; ${again}`)
      } catch (error) {
        if (!(error instanceof HttpFailure) || !isTransient(error)) throw error
        log(`GitHub did not answer (${error.message}); ${again}`)
      }
      await clock.sleep(wait)
    }
    return read()
  }

  const graphql = (
    document: string,
    variables: Record<string, unknown>,
    isWrite: boolean
  ): Promise<GraphqlAnswer> =>
    withinLimits(async () => {
      try {
        const data = await octokit.graphql(document, variables)
        return { data: objectOf(data) as Record<string, unknown>, faults: [] }
      } catch (error) {
        if (isGraphqlResponseError(error)) return answerWithFaults(error)
        throw httpFailure(error)
      }
    }, isWrite)

  const rest = (route: string, parameters: Record<string, unknown>, isWrite: boolean): Promise<unknown> =>
    withinLimits(async () => {
      try {
        return objectOf((await octokit.request(route, parameters)).data)
      } catch (error) {
        throw httpFailure(error)
      }
    }, isWrite)

  const restRepeatedly = (route: string, parameters: Record<string, unknown>): Promise<unknown> =>
    repeatedly(
      () => rest(route, parameters, false),
      () => false
    )

  return {
    query: (document, variables) => repeatedly(() => graphql(document, variables, false), isTransientAnswer),
    mutate: (document, variables) => graphql(document, variables, true),
    get: restRepeatedly,
    store: restRepeatedly,
    write: (route, parameters) => rest(route, parameters, true)
  }
}
