import { jsonAnswer, type Answer } from '../answer.ts'
import { levelOf } from '../access.ts'
import { nodeId } from '../node-id.ts'
import type { Repository } from '../repository.ts'
import type { Session } from '../session.ts'
import { notFound } from '../refusal.ts'
import { apiUrl, commitJson, loginJson } from './json.ts'
import { resolveCommit } from './resolve.ts'
import { route, type RepositoryCall } from './route.ts'
import { refForReading } from '../visible-ref.ts'

function repositoryJson(session: Session, repository: Repository): object {
  const { settings } = repository
  const mayPush = levelOf(session, repository, 'contents') === 'write'
  return {
    id: repository.id,
    node_id: nodeId('Repository', repository.id),
    name: repository.name,
    full_name: repository.nameWithOwner,
    owner: loginJson(session, repository.owner),
    private: settings.isPrivate,
    visibility: settings.isPrivate ? 'private' : 'public',
    archived: settings.isArchived,
    default_branch: repository.defaultBranch,
    url: apiUrl(session, repository),
    html_url: session.url(repository),
    clone_url: `${session.url(repository)}.git`,
    allow_auto_merge: settings.autoMergeAllowed,
    allow_merge_commit: settings.mergeCommitAllowed,
    allow_squash_merge: settings.squashMergeAllowed,
    allow_rebase_merge: settings.rebaseMergeAllowed,
    delete_branch_on_merge: settings.deleteBranchOnMerge,
    web_commit_signoff_required: settings.webCommitSignoffRequired,
    permissions: { admin: false, maintain: false, push: mayPush, triage: mayPush, pull: true }
  }
}

const getRepository = ({ session, repository }: RepositoryCall): Answer =>
  jsonAnswer(200, repositoryJson(session, repository))

async function getBranch({ session, repository, path }: RepositoryCall): Promise<Answer> {
  const name = path['branch'] ?? ''
  const oid = await refForReading(session, repository, `refs/heads/${name}`)
  if (oid === undefined) throw notFound('Branch not found', 'Branch not found')
  const commit = commitJson(session, repository, await resolveCommit(session, repository, oid))
  const isProtected = repository.protections.some(({ branch }) => branch === name)
  return jsonAnswer(200, { name, commit, protected: isProtected })
}

async function listBranches({ session, repository }: RepositoryCall): Promise<Answer> {
  const refs = [...(await repository.git.refs.list('refs/heads/'))]
  const branches = refs.map(([name, sha]) => ({
    name: name.slice('refs/heads/'.length),
    commit: { sha, url: apiUrl(session, repository, 'commits', sha) },
    protected: false
  }))
  return jsonAnswer(200, branches)
}

/** The endpoints of the repository itself and of its branches. */
export const repositoryRoutes = [
  route('GET', '', ['contents', 'read'], getRepository),
  route('GET', 'branches', ['contents', 'read'], listBranches),
  route('GET', 'branches/{branch*}', ['contents', 'read'], getBranch)
]
