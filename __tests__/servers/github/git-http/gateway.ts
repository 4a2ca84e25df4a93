import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { zeroOid } from '../../git/object.ts'
import type { RefMove } from '../../git/ref-store.ts'
import { isVisible, levelOf } from '../access.ts'
import type { Forge } from '../forge.ts'
import { credentialOf, type Incoming } from '../incoming.ts'
import { branchChange, protectionReason, rulesetReasons } from '../protection.ts'
import type { LoggedRequest } from '../request-log.ts'
import type { Repository } from '../repository.ts'
import { Session } from '../session.ts'
import { serveGit } from './backend.ts'

/** The rules that bind a login, as the hook of the repository reads them. */
function pushRules(repository: Repository, login: string): string {
  const move = { name: 'refs/heads/any', before: '1', after: '2' }
  const change = branchChange(move, false)
  if (change === undefined) return ''
  const protections = repository.protections
    .filter(({ bypass }) => !bypass.includes(login))
    .map((protection) => [protection.branch, protectionReason(protection, change)])
  const rulesets = repository.rulesets
    .filter(({ bypass }) => !bypass.includes(login))
    .map((ruleset) => [ruleset.branch, rulesetReasons(ruleset, change)[0]])
  const rules = [...protections, ...rulesets].filter(([, reason]) => reason !== undefined)
  return rules.map(([branch, reason]) => `refs/heads/${String(branch)}\t${String(reason)}`).join('\n')
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
  const options = { projectRoot: forge.directory, login, rules: pushRules(repository, login) }
  request.responseBytes = await serveGit(incoming, response, options)
  request.status = response.statusCode
  if (!isReceiving) return
  await repository.moved(movesBetween(before, await repository.git.refs.list()), request.number)
}
