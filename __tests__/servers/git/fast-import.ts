import { git } from './command.ts'
import type { Signature } from './commit.ts'
import { storedFile, type FileContent } from './file-content.ts'

/** A branch's first commit. */
export interface FirstCommit {
  readonly branch: string
  readonly files: Readonly<Record<string, FileContent>>
  readonly message: string
  readonly author: Signature
}

const data = (bytes: Buffer): Buffer[] => [Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from('\n')]

const quoted = (path: string): string => `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

function fileCommands(path: string, content: FileContent): Buffer[] {
  const file = storedFile(content)
  if ('oid' in file) return [Buffer.from(`M 160000 ${file.oid} ${quoted(path)}\n`)]
  return [Buffer.from(`M ${file.mode} inline ${quoted(path)}\n`), ...data(file.bytes)]
}

/** Writes a branch's first commit in one git process, however many files it has. */
export async function importFirstCommit(directory: string, commit: FirstCommit): Promise<void> {
  const { author } = commit
  const stream = [
    Buffer.from(`commit refs/heads/${commit.branch}\n`),
    Buffer.from(`committer ${author.name} <${author.email}> ${author.time} +0000\n`),
    ...data(Buffer.from(commit.message)),
    ...Object.entries(commit.files).flatMap(([path, content]) => fileCommands(path, content))
  ]
  await git(directory, ['fast-import', '--quiet'], { input: Buffer.concat(stream) })
}
