import type { GitObject } from '../../git/object.ts'
import { kindOfMode, type TreeEntry } from '../../git/tree.ts'
import { nodeId } from '../node-id.ts'
import type { Repository } from '../repository.ts'
import type { Session } from '../session.ts'
import { BlobNode } from './blob-node.ts'
import { CommitNode } from './commit-node.ts'
import { RepositoryNode } from './repository-node.ts'
import { spendBudget } from './budget.ts'

/** `Commit`, `Tree` or `Blob`; annotated tags are not modelled. */
export type GitObjectNode = CommitNode | TreeNode | BlobNode

/** The object of that id or revision expression, as GraphQL shows it; null when there is none. */
export async function gitObjectNode(
  session: Session,
  repository: Repository,
  name: string
): Promise<GitObjectNode | null> {
  spendBudget(session)
  const object = await repository.git.objects.read(name)
  return object === undefined ? null : nodeOf(session, repository, object)
}

function nodeOf(session: Session, repository: Repository, object: GitObject): GitObjectNode | null {
  if (object.kind === 'commit') return new CommitNode(session, repository, object)
  if (object.kind === 'blob') return new BlobNode(session, repository, object)
  return object.kind === 'tree' ? new TreeNode(session, repository, object.oid, '') : null
}

/** `Tree`; it remembers where it lies so that its entries know their paths. */
export class TreeNode {
  readonly __typename = 'Tree'
  readonly id: string
  readonly oid: string
  readonly abbreviatedOid: string
  readonly #session: Session
  readonly #repository: Repository
  readonly #path: string

  constructor(session: Session, repository: Repository, oid: string, path: string) {
    this.#session = session
    this.#repository = repository
    this.#path = path
    this.id = nodeId('Tree', repository.id, oid)
    this.oid = oid
    this.abbreviatedOid = oid.slice(0, 7)
  }

  get repository(): RepositoryNode {
    return new RepositoryNode(this.#session, this.#repository)
  }

  async entries(): Promise<TreeEntryNode[]> {
    const entries = (await this.#repository.git.objects.tree(this.oid)) ?? []
    const prefix = this.#path === '' ? '' : `${this.#path}/`
    return entries.map(
      (entry) => new TreeEntryNode(this.#session, this.#repository, entry, `${prefix}${entry.name}`)
    )
  }
}

/** `TreeEntry`: one name in a tree. */
export class TreeEntryNode {
  readonly name: string
  readonly path: string
  readonly oid: string
  readonly type: 'blob' | 'tree' | 'commit'
  readonly mode: number
  readonly extension: string
  readonly nameRaw: string
  readonly pathRaw: string
  readonly #session: Session
  readonly #repository: Repository

  constructor(session: Session, repository: Repository, entry: TreeEntry, path: string) {
    this.#session = session
    this.#repository = repository
    this.name = entry.name
    this.path = path
    this.oid = entry.oid
    this.type = kindOfMode(entry.mode)
    this.mode = Number.parseInt(entry.mode, 8)
    this.extension = /\.[^.]*$/.exec(entry.name)?.[0] ?? ''
    this.nameRaw = Buffer.from(entry.name).toString('base64')
    this.pathRaw = Buffer.from(path).toString('base64')
  }

  get repository(): RepositoryNode {
    return new RepositoryNode(this.#session, this.#repository)
  }

  async size(): Promise<number> {
    return this.type === 'blob' ? ((await this.#repository.git.objects.blob(this.oid))?.length ?? 0) : 0
  }

  async object(): Promise<GitObjectNode | null> {
    if (this.type === 'commit') return null
    if (this.type === 'tree') return new TreeNode(this.#session, this.#repository, this.oid, this.path)
    const object = await this.#repository.git.objects.read(this.oid)
    return object === undefined ? null : nodeOf(this.#session, this.#repository, object)
  }

  submodule(): null {
    return null
  }
}
