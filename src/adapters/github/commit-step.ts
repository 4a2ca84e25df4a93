import type { CommitRequest, WrittenFile } from '../../ports/repository.ts'
import type { Step } from './mutation.ts'
import { bytesOf } from './tree-parts.ts'

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64')

const additions = (files: readonly WrittenFile[]) =>
  files.map(({ path, text }) => ({ path, contents: base64(text) }))

/** The step that commits on a branch which must still be at the parent. GitHub signs it and names the token's owner as its author. */
export const commitStep = ({ repository, branch, parent, message, files }: CommitRequest): Step => ({
  alias: 'commit',
  field: 'createCommitOnBranch',
  inputType: 'CreateCommitOnBranchInput',
  input: {
    branch: { repositoryNameWithOwner: repository.nameWithOwner, branchName: branch },
    expectedHeadOid: parent,
    message,
    fileChanges: { additions: additions(files) }
  },
  selection: '{ commit { oid url } }',
  result: 'commit'
})

/*
 * What GitHub does within the ten seconds after which it gives a request up is not documented: a hundred files have been seen to
 * be no trouble, and trees of two hundred and fifty to be too much.
 */
const MOST_FILES = 200
const MOST_BYTES = 10_000_000

/**
 * Whether the mutation can write these files: it knows no file modes and would take the executable bit away, and it takes all
 * files at once. The others go through the Git objects of the REST API.
 */
export const fitsMutation = (files: readonly WrittenFile[]): boolean =>
  files.length <= MOST_FILES && !files.some((file) => file.executable) && bytesOf(files) <= MOST_BYTES
