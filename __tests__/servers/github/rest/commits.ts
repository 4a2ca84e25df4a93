import type { Commit } from '../../git/commit.ts'
import { jsonAnswer, type Answer } from '../answer.ts'
import { notFound } from '../refusal.ts'
import { apiUrl, commitJson } from './json.ts'
import { resolveCommit } from './resolve.ts'
import { route, type RepositoryCall } from './route.ts'

const words = { A: 'added', M: 'modified', D: 'removed', T: 'changed' } as const

async function listCommits({ session, repository, query }: RepositoryCall): Promise<Answer> {
  const tip = await resolveCommit(session, repository, query.get('sha') ?? repository.defaultBranch)
  const size = Math.min(Number(query.get('per_page') ?? 30), 100)
  const skip = (Number(query.get('page') ?? 1) - 1) * size
  const path = query.get('path')
  const { history, objects } = repository.git
  const oids = await history.list(tip.oid, { limit: size, skip, ...(path === null ? {} : { path }) })
  const commits = await Promise.all(oids.map((oid) => objects.commit(oid)))
  const known = commits.filter((commit): commit is Commit => commit !== undefined)
  return jsonAnswer(
    200,
    known.map((commit) => commitJson(session, repository, commit))
  )
}

async function filesBetween(
  { repository }: RepositoryCall,
  before: string,
  after: string
): Promise<object[]> {
  const changes = await repository.git.history.changes(before, after)
  return changes.map(({ path, status }) => ({ filename: path, status: words[status] }))
}

async function getCommit(call: RepositoryCall): Promise<Answer> {
  const { session, repository, path, accept } = call
  const commit = await resolveCommit(session, repository, path['ref'] ?? '')
  if (/\.sha\b/.test(accept))
    return { status: 200, headers: { 'content-type': 'text/plain' }, body: Buffer.from(commit.oid) }
  const [parent] = commit.parents
  const files = parent === undefined ? [] : await filesBetween(call, parent, commit.oid)
  return jsonAnswer(200, { ...commitJson(session, repository, commit), files })
}

function statusWord(ahead: number, behind: number): string {
  if (ahead > 0 && behind > 0) return 'diverged'
  if (ahead > 0) return 'ahead'
  return behind > 0 ? 'behind' : 'identical'
}

/** The latest 250 commits without paging; with it, pages from the oldest on, of which the first one alone tells the files. */
function pageOfComparison(
  query: URLSearchParams,
  all: readonly string[]
): { readonly oids: readonly string[]; readonly isFirst: boolean } {
  if (!query.has('page') && !query.has('per_page')) return { oids: all.slice(-250), isFirst: true }
  const size = Math.min(Number(query.get('per_page') ?? 30), 100)
  const page = Number(query.get('page') ?? 1)
  return { oids: all.slice((page - 1) * size, page * size), isFirst: page === 1 }
}

async function compare(call: RepositoryCall): Promise<Answer> {
  const { session, repository, path, query } = call
  const { history, objects } = repository.git
  const [left = '', right = ''] = (path['range'] ?? '').split('...')
  const base = await resolveCommit(session, repository, left)
  const head = await resolveCommit(session, repository, right)
  const fork = await history.mergeBase(base.oid, head.oid)
  if (fork === undefined) throw notFound('Not Found', `No common ancestor between ${left} and ${right}.`)
  const { ahead, behind } = await history.divergence(base.oid, head.oid)
  const { oids, isFirst } = pageOfComparison(
    query,
    (await history.list(head.oid, { without: base.oid, limit: 10_000 })).reverse()
  )
  const commits = await Promise.all(oids.map((oid) => objects.commit(oid)))
  const forkCommit = await objects.commit(fork)
  return jsonAnswer(200, {
    url: apiUrl(session, repository, 'compare', `${left}...${right}`),
    html_url: session.url(repository, 'compare', `${left}...${right}`),
    status: statusWord(ahead, behind),
    ahead_by: ahead,
    behind_by: behind,
    total_commits: ahead,
    base_commit: commitJson(session, repository, base),
    merge_base_commit: forkCommit === undefined ? null : commitJson(session, repository, forkCommit),
    commits: commits.flatMap((one) => (one === undefined ? [] : [commitJson(session, repository, one)])),
    ...(isFirst ? { files: await filesBetween(call, fork, head.oid) } : {})
  })
}

/** The endpoints of commits and how they compare. */
export const commitRoutes = [
  route('GET', 'commits', ['contents', 'read'], listCommits),
  route('GET', 'commits/{ref*}', ['contents', 'read'], getCommit),
  route('GET', 'compare/{range*}', ['contents', 'read'], compare)
]
