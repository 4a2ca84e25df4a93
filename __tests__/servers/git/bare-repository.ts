import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { formatCommit, type Commit } from './commit.ts'
import { History } from './history.ts'
import { ObjectStore } from './object-store.ts'
import { RefStore } from './ref-store.ts'
import { entryAt, type TreeEntry } from './tree.ts'

const configuration = `[core]
	repositoryformatversion = 0
	filemode = true
	bare = true
	fsync = none
	filesRefLockTimeout = 10000
[gc]
	auto = 0
[receive]
	autogc = false
[http]
	receivepack = true
[uploadpack]
	allowFilter = true
	allowAnySHA1InWant = true
`

/** A bare git repository on disk. */
export class BareRepository {
  readonly directory: string
  readonly objects: ObjectStore
  readonly refs: RefStore
  readonly history: History

  private constructor(directory: string) {
    this.directory = directory
    this.objects = new ObjectStore(directory)
    this.refs = new RefStore(directory, this.objects)
    this.history = new History(directory, this.objects)
  }

  /** Makes an empty repository whose HEAD names the given branch. */
  static create(directory: string, defaultBranch: string): BareRepository {
    for (const folder of ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags', 'hooks', 'info'])
      mkdirSync(path.join(directory, folder), { recursive: true })
    writeFileSync(path.join(directory, 'HEAD'), `ref: refs/heads/${defaultBranch}\n`)
    writeFileSync(path.join(directory, 'config'), configuration)
    return new BareRepository(directory)
  }

  /** Stores a commit; no ref moves. */
  writeCommit(commit: Omit<Commit, 'oid'>): string {
    return this.objects.write('commit', formatCommit(commit))
  }

  /** The tree entry that a commit has at a path; undefined when there is none. */
  async entryIn(commitOid: string, path: string): Promise<TreeEntry | undefined> {
    const commit = await this.objects.commit(commitOid)
    return commit === undefined ? undefined : await entryAt(this.objects, commit.tree, path)
  }

  /** Ends the processes that serve this repository. */
  close(): void {
    this.objects.close()
    this.refs.close()
  }
}
