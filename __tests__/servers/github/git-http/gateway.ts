import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { zeroOid } from '../../git/object.ts'
import type { RefMove } from '../../git/ref-store.ts'
import { isVisible, levelOf } from '../access.ts'
import type { Forge } from '../forge.ts'
import { credentialOf, type Incoming } from '../incoming.ts'
import { protectionReason, rulesetReasons } from '../protection.ts'
import type { LoggedRequest } from '../request-log.ts'
import type { Repository } from '../repository.ts'
import { Session } from '../session.ts'
import { mayWriteWorkflows } from '../workflow-files.ts'
import { serveGit } from './backend.ts'

/** The rules that bind the one who pushes, as the hook of the repository reads them. */
function pushRules(session: Session, repository: Repository): Record<string, string> {
  const { login } = session.viewer
  const change = { branch: '', isCreation: false, isDeletion: false, isForced: false }
  const binds = ({ bypass }: { readonly bypass: readonly string[] }): boolean => !bypass.includes(login)
  const reasons = [
    ...repository.protections.filter(binds).map((one) => [one.branch, protectionReason(one, change)]),
    ...repository.rulesets.filter(binds).map((one) => [one.branch, rulesetReasons(one, change)[0]])
  ]
  const rules = reasons.filter(([, reason]) => reason !== undefined)
  return {
    LOOPBACK_PUSH_RULES: rules
      .map(([branch, reason]) => `refs/heads/${String(branch)}\t${String(reason)}`)
      .join('\n'),
    LOOPBACK_WORKFLOW_REFUSAL: mayWriteWorkflows(session, repository)
      ? ''
      : 'refusing to allow this token to create or update workflow'
  }
}

function movesBetween(before: Map<string, string>, after: Map<string, string>): RefMove[] {
  const names = new Set([...before.keys(), ...after.keys()])
  return [...names]
    .map((name) => ({ name, before: before.get(name) ?? zeroOid, after: after.get(name) ?? zeroOid }))
    .filter((move) => move.before !== move.after)
}

function refuse(response: ServerResponse, status: number, message: string): number {
  response.writeHead(status, {
    'content-type': 'text/plain',
    ...(status === 401 ? { 'www-authenticate': 'Basic realm="GitHub"' } : {})
  })
  response.end(message)
  return status
}

/** Answers a git client: who may read may fetch, who may write may push, and pull requests follow what was pushed. */
export async function answerGit(
  forge: Forge,
  incoming: Incoming,
  request: LoggedRequest,
  response: ServerResponse
): Promise<void> {
  await forge.hooks.run('request', request)
  if (forge.latencyMs > 0) await sleep(forge.latencyMs)
  const credential = credentialOf(incoming.headers)
  const token = forge.token(credential ?? '')
  const session = new Session(forge, token, request)
  const name = /^\/([^/]+\/[^/]+)\.git\//.exec(incoming.url.pathname)?.[1] ?? ''
  const repository = forge.repository(name)
  const isPush = incoming.url.href.includes('git-receive-pack')
  if (token?.expired === true || (token === undefined && (credential !== undefined || isPush)))
    request.status = refuse(response, 401, 'Invalid username or password.')
  else if (repository === undefined || !isVisible(session, repository))
    request.status = refuse(response, token === undefined ? 401 : 404, 'Repository not found.')
  else if (
    levelOf(session, repository, 'contents') === 'none' ||
    (isPush && levelOf(session, repository, 'contents') !== 'write')
  )
    request.status = refuse(response, 403, `Permission to ${name}.git denied to ${session.viewer.login}.`)
  else if (isPush && repository.settings.isArchived)
    request.status = refuse(response, 403, 'This repository was archived so it is read-only.')
  else await serve(forge, repository, session, incoming, response)
}

async function serve(
  forge: Forge,
  repository: Repository,
  session: Session,
  incoming: Incoming,
  response: ServerResponse
): Promise<void> {
  const { request } = session
  const isReceiving = incoming.method === 'POST' && incoming.url.pathname.endsWith('/git-receive-pack')
  const before = isReceiving ? await repository.git.refs.list() : new Map<string, string>()
  const { login } = session.viewer
  const options = { projectRoot: forge.directory, login, rules: pushRules(session, repository) }
  request.responseBytes = await serveGit(incoming, response, options)
  request.status = response.statusCode
  if (isReceiving)
    await repository.moved(movesBetween(before, await repository.git.refs.list()), request.number)
  response.end()
}
