import { type Commit, type Signature } from '../../git/commit.ts'
import type { Account } from '../account.ts'
import { nodeId } from '../node-id.ts'
import type { Repository } from '../repository.ts'
import type { Session } from '../session.ts'

/** The address of an endpoint of a repository. */
export const apiUrl = (session: Session, repository: Repository, ...rest: readonly string[]): string =>
  [session.forge.serverUrl, 'repos', repository.nameWithOwner, ...rest].join('/')

/** An account as REST shows it. */
export const accountJson = (session: Session, account: Account): object => ({
  login: account.login,
  id: account.id,
  node_id: nodeId(account.kind, account.id),
  type: account.kind,
  html_url: `${session.forge.serverUrl}/${account.login}`
})

/** The account behind a login as REST shows it. */
export const loginJson = (session: Session, login: string): object =>
  accountJson(session, session.forge.accounts.add(login))

const signatureJson = ({ name, email, time }: Signature): object => ({
  name,
  email,
  date: new Date(time * 1000).toISOString().replace('.000Z', 'Z')
})

/** What GitHub knows of a commit's signature. */
const verificationJson = (repository: Repository, oid: string): object =>
  repository.verified.has(oid)
    ? { verified: true, reason: 'valid', signature: '', payload: '' }
    : { verified: false, reason: 'unsigned', signature: null, payload: null }

/** A commit as `git/commits` shows it. */
export const gitCommitJson = (session: Session, repository: Repository, commit: Commit): object => ({
  sha: commit.oid,
  node_id: nodeId('Commit', repository.id, commit.oid),
  url: apiUrl(session, repository, 'git/commits', commit.oid),
  html_url: session.url(repository, 'commit', commit.oid),
  author: signatureJson(commit.author),
  committer: signatureJson(commit.committer),
  tree: { sha: commit.tree, url: apiUrl(session, repository, 'git/trees', commit.tree) },
  message: commit.message,
  parents: commit.parents.map((sha) => ({ sha, url: apiUrl(session, repository, 'git/commits', sha) })),
  verification: verificationJson(repository, commit.oid)
})

/** A commit as `commits` shows it. */
export const commitJson = (session: Session, repository: Repository, commit: Commit): object => ({
  sha: commit.oid,
  node_id: nodeId('Commit', repository.id, commit.oid),
  url: apiUrl(session, repository, 'commits', commit.oid),
  html_url: session.url(repository, 'commit', commit.oid),
  commit: {
    author: signatureJson(commit.author),
    committer: signatureJson(commit.committer),
    message: commit.message,
    tree: { sha: commit.tree, url: apiUrl(session, repository, 'git/trees', commit.tree) },
    verification: verificationJson(repository, commit.oid)
  },
  parents: commit.parents.map((sha) => ({ sha, url: apiUrl(session, repository, 'commits', sha) }))
})

/** A ref as `git/refs` shows it. */
export const refJson = (session: Session, repository: Repository, name: string, oid: string): object => ({
  ref: name,
  node_id: nodeId('Ref', repository.id, name),
  url: apiUrl(session, repository, 'git', name),
  object: { sha: oid, type: 'commit', url: apiUrl(session, repository, 'git/commits', oid) }
})
