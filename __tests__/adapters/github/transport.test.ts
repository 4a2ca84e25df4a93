import { describe, expect, test } from '@jest/globals'
import { transportOver, type Octokit } from '../../../src/adapters/github/transport.ts'
import { FakeClock } from '../../fakes/fake-clock.ts'

type Answer = (() => unknown) | Error

/** An Octokit that gives these answers in order, and counts what it was asked. */
function octokit(...answers: readonly Answer[]) {
  let asked = 0
  const next = (): Promise<unknown> => {
    const answer = answers[asked]
    asked += 1
    if (answer === undefined) throw new Error('Asked once too often.')
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer())
  }
  const client: Octokit = {
    graphql: next,
    request: async () => ({ data: await next(), headers: {} })
  }
  return { client, count: () => asked }
}

const httpError = (
  status: number,
  message = 'fault',
  headers: Readonly<Record<string, string>> = {}
): Error =>
  Object.assign(new Error(message), {
    name: 'HttpError',
    status,
    response: { status, headers, data: { message } }
  })

const noAnswer = (): Error => Object.assign(new Error('socket hang up'), { name: 'HttpError', status: 500 })

const graphqlError = (data: unknown, ...errors: readonly object[]): Error =>
  Object.assign(new Error('graphql'), { name: 'GraphqlResponseError', data, errors })

const ok = (): unknown => ({ repository: { id: 'R' } })

function transport(...answers: readonly Answer[]) {
  const { client, count } = octokit(...answers)
  const clock = new FakeClock()
  const lines: string[] = []
  return { ...transportOver(client, clock, (line) => lines.push(line)), clock, count, lines }
}

describe('a query', () => {
  test('is asked again after faults and lost answers', async () => {
    const { query, count } = transport(httpError(502), noAnswer(), ok)
    await expect(query('query', {})).resolves.toEqual({ data: { repository: { id: 'R' } }, faults: [] })
    expect(count()).toBe(3)
  })

  test('fails after three repetitions', async () => {
    const { query, count } = transport(httpError(502), httpError(503), httpError(504), httpError(502))
    await expect(query('query', {})).rejects.toMatchObject({ fault: { status: 502 } })
    expect(count()).toBe(4)
  })

  test('is not asked again when GitHub has answered', async () => {
    const { query, count } = transport(httpError(401, 'Bad credentials'))
    await expect(query('query', {})).rejects.toMatchObject({
      fault: { status: 401, message: 'Bad credentials' }
    })
    expect(count()).toBe(1)
  })

  test('gives data and faults together', async () => {
    const fault = { type: 'NOT_FOUND', path: ['reviewer0'], message: 'Could not resolve to a User' }
    const { query } = transport(graphqlError({ repository: { id: 'R' }, reviewer0: null }, fault))
    await expect(query('query', {})).resolves.toMatchObject({
      data: { repository: { id: 'R' } },
      faults: [{ type: 'NOT_FOUND', path: ['reviewer0'] }]
    })
  })
})

describe('a mutation', () => {
  test.each([[httpError(502)], [noAnswer()]])(
    'is never sent twice when its answer is lost (%s)',
    async (lost) => {
      const { mutate, count } = transport(lost, ok)
      await expect(mutate('mutation', {})).rejects.toThrow()
      expect(count()).toBe(1)
    }
  )

  test('is sent again when a rate limit kept it from being applied', async () => {
    const limited = httpError(403, 'You have exceeded a secondary rate limit.', { 'retry-after': '7' })
    const { mutate, clock, lines } = transport(limited, ok)
    await expect(mutate('mutation', {})).resolves.toMatchObject({ faults: [] })
    expect(clock.slept).toEqual([7000])
    expect(lines).toEqual(["GitHub's secondary rate limit is reached: waiting 7 s."])
  })

  test('waits a minute where GitHub advises nothing', async () => {
    const limited = graphqlError(undefined, { type: 'RATE_LIMITED', message: 'API rate limit exceeded' })
    const { mutate, clock } = transport(limited, ok)
    await mutate('mutation', {})
    expect(clock.slept).toEqual([60_000])
  })

  test('is not sent again when a part of it was applied', async () => {
    const partial = graphqlError(
      { commit: { commit: { oid: 'x' } }, pullRequest: null },
      { path: ['pullRequest'], message: 'was submitted too quickly' }
    )
    const { mutate, count, clock } = transport(partial, ok)
    await expect(mutate('mutation', {})).resolves.toMatchObject({ faults: [{ path: ['pullRequest'] }] })
    expect(count()).toBe(1)
    expect(clock.slept).toEqual([60_000])
  })
})

describe('an answer that is not GitHub’s: cut in the middle, or the page of a proxy', () => {
  test.each([[''], ['<html>Please log in</html>'], [undefined], [null], [new ArrayBuffer(8)]])(
    '%p',
    async (answer) => {
      const twice = transport(() => answer, ok)
      await expect(twice.query('query', {})).resolves.toMatchObject({ data: { repository: { id: 'R' } } })
      const again = transport(() => answer, ok)
      await expect(again.get('GET /', {})).resolves.toEqual(ok())
      for (const send of ['mutate', 'write'] as const) {
        const once = transport(() => answer, ok)
        await expect(once[send]('', {})).rejects.toMatchObject({ fault: { status: 0 } })
        expect(once.count()).toBe(1)
      }
    }
  )
})

test('what an endpoint would have accepted is told', async () => {
  const accepted = { 'x-accepted-github-permissions': 'contents=write' }
  const { write } = transport(httpError(403, 'Resource not accessible by integration', accepted))
  await expect(write('POST /', {})).rejects.toMatchObject({
    fault: { acceptedPermissions: 'contents=write' }
  })
})

test('a query that a rate limit struck in the middle is asked again', async () => {
  const partial = graphqlError({ repository: { id: 'R' } }, { type: 'RATE_LIMITED', message: 'Too much' })
  const { query, count } = transport(partial, ok)
  await expect(query('query', {})).resolves.toMatchObject({ faults: [] })
  expect(count()).toBe(2)
})

test.each(['query', 'mutate'] as const)(
  'a limit in a 200 that lasts too long is told at once, and how long it lasts: %s',
  async (send) => {
    const fault = { type: 'RATE_LIMITED', message: 'API rate limit already exceeded for user ID 1.' }
    const limited = Object.assign(graphqlError(undefined, fault), { headers: { 'retry-after': '3600' } })
    const { count, clock, ...rest } = transport(limited, ok)
    await expect(rest[send]('', {})).rejects.toMatchObject({
      fault: { message: 'API rate limit already exceeded for user ID 1.', wait: 3_600_000 }
    })
    expect([count(), clock.slept]).toEqual([1, []])
  }
)

test('a limit that lasts too long is told instead of waited for', async () => {
  const limited = httpError(403, 'API rate limit exceeded', { 'retry-after': '3600' })
  const { get, clock } = transport(limited)
  await expect(get('GET /', {})).rejects.toMatchObject({
    fault: { message: 'API rate limit exceeded', wait: 3_600_000 }
  })
  expect(clock.slept).toEqual([])
})

test('a 429 without a word about limits is one', async () => {
  const { write, clock } = transport(httpError(429, 'Too many'), ok)
  await expect(write('POST /', {})).resolves.toEqual(ok())
  expect(clock.slept).toEqual([60_000])
})

test('a missing permission is no limit', async () => {
  const { write, count } = transport(httpError(403, 'Resource not accessible by integration'))
  await expect(write('POST /', {})).rejects.toMatchObject({ fault: { status: 403 } })
  expect(count()).toBe(1)
})
