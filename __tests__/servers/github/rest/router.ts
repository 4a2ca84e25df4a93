import { isVisible, requireRight } from '../access.ts'
import { jsonAnswer, restError, type Answer } from '../answer.ts'
import { Refusal } from '../refusal.ts'
import type { Session } from '../session.ts'
import { Body } from './body.ts'
import { commitRoutes } from './commits.ts'
import { contentRoutes } from './contents.ts'
import { deploymentRoutes } from './deployments.ts'
import { gitDataRoutes } from './git-data.ts'
import { issueRoutes } from './issues.ts'
import { accountJson } from './json.ts'
import { pullRoutes } from './pulls.ts'
import { refRoutes } from './refs.ts'
import { repositoryRoutes } from './repositories.ts'
import { matchPath, type Call, type Route } from './route.ts'
import { statusRoutes } from './statuses.ts'
import { treeRoutes } from './trees.ts'

const routes: readonly Route[] = [
  ...repositoryRoutes,
  ...refRoutes,
  ...treeRoutes,
  ...gitDataRoutes,
  ...pullRoutes,
  ...issueRoutes,
  ...statusRoutes,
  ...commitRoutes,
  ...contentRoutes,
  ...deploymentRoutes
]

/** A REST request matched to an endpoint of a repository. */
export interface Matched {
  readonly route: Route
  readonly nameWithOwner: string
  readonly path: Readonly<Record<string, string>>
}

/** Finds the endpoint that a request means; undefined when there is none. */
export function matchRoute(method: string, pathname: string): Matched | undefined {
  const match = /^\/repos\/([^/]+\/[^/]+)(?:\/(.*))?$/.exec(pathname)
  if (match === null) return undefined
  for (const route of routes) {
    const path = route.method === method ? matchPath(route.pattern, match[2] ?? '') : undefined
    if (path !== undefined) return { route, nameWithOwner: match[1] ?? '', path }
  }
  return undefined
}

const permissionNames: Readonly<Record<string, string>> = { pullRequests: 'pull_requests' }

function acceptedPermissions({ wants: [right, level] }: Route): string {
  const rights = typeof right === 'string' ? [right] : right
  return rights.map((one) => `${permissionNames[one] ?? one}=${level}`).join('; ')
}

function printRefusal(refusal: Refusal, route: Route | undefined): Answer {
  const { status, restMessage, restErrors } = refusal
  const tellsRights = route !== undefined && (status === 403 || status === 404)
  const headers = tellsRights ? { 'x-accepted-github-permissions': acceptedPermissions(route) } : {}
  return restError(status, restMessage, restErrors, headers)
}

async function answerMatched(matched: Matched, call: Call): Promise<Answer> {
  const { session } = call
  const repository = session.forge.repository(matched.nameWithOwner)
  if (repository === undefined || !isVisible(session, repository))
    throw new Refusal('Not Found', { status: 404 })
  requireRight(session, repository, ...matched.route.wants)
  return await matched.route.run({ ...call, repository, path: matched.path })
}

function answerOther(session: Session, method: string, pathname: string): Answer {
  if (method === 'GET' && pathname === '/user') return jsonAnswer(200, accountJson(session, session.viewer))
  const login = /^\/users\/([^/]+)$/.exec(pathname)?.[1]
  const account = login === undefined ? undefined : session.forge.accounts.find(decodeURIComponent(login))
  if (method === 'GET' && account !== undefined) return jsonAnswer(200, accountJson(session, account))
  return restError(404, 'Not Found')
}

/** Answers a REST request. */
export async function answerRest(session: Session, url: URL, accept: string): Promise<Answer> {
  const { method, body } = session.request
  const matched = matchRoute(method, url.pathname)
  if (matched === undefined) return answerOther(session, method, url.pathname)
  try {
    const call = { session, body: new Body(body), query: url.searchParams, accept, path: {} }
    return await answerMatched(matched, call)
  } catch (error) {
    if (error instanceof Refusal) return printRefusal(error, matched.route)
    throw error
  }
}
