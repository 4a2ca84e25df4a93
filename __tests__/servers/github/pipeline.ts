import { setTimeout as sleep } from 'node:timers/promises'
import { jsonAnswer, restError, type Answer } from './answer.ts'
import { applyEffect, dropped, primaryLimit, requestId } from './effects.ts'
import type { Fault } from './faults.ts'
import type { Forge } from './forge.ts'
import { executeRequest } from './graphql/execution.ts'
import { credentialOf, type Incoming } from './incoming.ts'
import { graphqlRequest, operationsOf } from './operations.ts'
import type { LoggedRequest } from './request-log.ts'
import { answerRest } from './rest/router.ts'
import { Session } from './session.ts'

type Outcome = Answer | typeof dropped

/** Enters a request into the log. */
export function logRequest(forge: Forge, incoming: Incoming): LoggedRequest {
  const { kind, method, url, headers, bytes, json } = incoming
  const request: LoggedRequest = {
    number: forge.nextRequest(),
    kind,
    method,
    path: `${url.pathname}${url.search}`,
    operations: operationsOf(incoming),
    headers,
    body: json,
    requestBytes: bytes.length,
    login: forge.token(credentialOf(headers) ?? '')?.login,
    status: 0,
    responseBytes: 0,
    fault: undefined
  }
  forge.requests.push(request)
  return request
}

async function strike(
  session: Session,
  faults: readonly Fault[],
  when: 'before' | 'after'
): Promise<Outcome | undefined> {
  for (const { effect, ...fault } of faults) {
    if ((fault.when ?? 'before') !== when) continue
    session.request.fault = effect.kind
    const outcome = await applyEffect(session, effect)
    if (outcome !== undefined) return outcome
  }
  return undefined
}

async function answerGraphql(session: Session): Promise<Answer> {
  const request = graphqlRequest(session.request.body)
  if (session.token === undefined) return restError(401, 'This endpoint requires you to be authenticated.')
  if (request === undefined)
    return jsonAnswer(200, {
      errors: [{ message: 'A query attribute must be specified and must be a string.' }]
    })
  return jsonAnswer(200, await executeRequest(session, request))
}

async function answerApi(session: Session, incoming: Incoming): Promise<Answer> {
  const credential = credentialOf(incoming.headers)
  if (credential !== undefined && (session.token === undefined || session.token.expired))
    return restError(401, 'Bad credentials')
  if (incoming.bytes.length > 0 && incoming.json === undefined) return restError(400, 'Problems parsing JSON')
  const resource = session.api === 'graphql' ? 'graphql' : 'core'
  session.token?.spend(resource)
  if (session.token?.isExhausted(resource) === true) return primaryLimit(session)
  return session.api === 'graphql'
    ? await answerGraphql(session)
    : await answerRest(session, incoming.url, incoming.headers.accept ?? '')
}

/** The headers that every answer of the API has. */
function commonHeaders(session: Session): Record<string, string> {
  const resource = session.api === 'graphql' ? 'graphql' : 'core'
  const { limit, used, remaining } = session.token?.budget(resource) ?? { limit: 60, used: 0, remaining: 60 }
  const reset = Math.ceil(Date.now() / 3_600_000) * 3600
  return {
    'x-github-request-id': requestId(session.request.number),
    ...(session.token?.kind === 'pat-classic' ? { 'x-oauth-scopes': session.token.scopes.join(', ') } : {}),
    'x-github-media-type': 'github.v3; format=json',
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-used': String(used),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(reset),
    'x-ratelimit-resource': resource
  }
}

/** Answers a request to the API, with what was planned to go wrong; undefined: the connection is to be cut. */
export async function answerRequest(
  forge: Forge,
  incoming: Incoming,
  request: LoggedRequest
): Promise<Answer | undefined> {
  const session = new Session(forge, forge.token(credentialOf(incoming.headers) ?? ''), request)
  await forge.hooks.run('request', request)
  if (forge.latencyMs > 0) await sleep(forge.latencyMs)
  const faults = forge.faults.striking(request)
  const struck = await strike(session, faults, 'before')
  const answered = struck ?? (await answerApi(session, incoming))
  const outcome = struck ?? (await strike(session, faults, 'after')) ?? answered
  if (outcome === dropped) return undefined
  return { ...outcome, headers: { ...commonHeaders(session), ...outcome.headers } }
}
