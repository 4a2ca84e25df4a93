import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CommitRequest, WrittenFile } from '../../ports/repository.ts'
import type { ObjectId } from '../../ports/snapshot.ts'
import { situationOf, type Checkout } from './checkout.ts'
import { commandParts } from './command-parts.ts'
import type { GitOptions } from './git.ts'
import { identity, signOff } from './identity.ts'
import { refusalOf } from './refusal.ts'

type Run = (args: readonly string[], options?: GitOptions) => Promise<string>

/** Stores texts as they are: neither filters nor line ends that attributes ask for touch them. */
async function storeBlobs(
  run: Run,
  folder: string,
  files: readonly WrittenFile[]
): Promise<readonly ObjectId[]> {
  const paths = files.map((_, position) => join(folder, String(position)))
  for (const [position, { text }] of files.entries()) await writeFile(paths[position] ?? '', text)
  const blobs: ObjectId[] = []
  for (const part of commandParts(paths.map((path) => [path]))) {
    const printed = await run(['hash-object', '-w', '--no-filters', '--', ...part])
    blobs.push(...printed.split('\n'))
  }
  return blobs
}

/** The tree of the parent with these files in it, made in an index of its own. Every other entry stays as it is. */
async function writeTree(run: Run, folder: string, { parent, files }: CommitRequest): Promise<ObjectId> {
  const blobs = await storeBlobs(run, folder, files)
  const environment = { GIT_INDEX_FILE: join(folder, 'index') }
  await run(['read-tree', parent], { environment })
  const entries = files.map(({ path, executable }, position) => [
    '--cacheinfo',
    `${executable ? '100755' : '100644'},${blobs[position] ?? ''},${path}`
  ])
  for (const part of commandParts(entries)) await run(['update-index', '--add', ...part], { environment })
  // A partial clone lacks blobs beside ours, and need not fetch them to be named.
  return run(['write-tree', '--missing-ok'], { environment })
}

async function messageOf(
  checkout: Checkout,
  { message: { headline, body } }: CommitRequest,
  variables: Readonly<Record<string, string>>
): Promise<string> {
  const trailer = await signOff(checkout, variables)
  const parts = trailer === undefined || body.includes(trailer) ? [body] : [body, trailer]
  const rest = parts.filter((part) => part !== '').join('\n')
  return rest === '' ? `${headline}\n` : `${headline}\n\n${rest}\n`
}

/**
 * Writes a commit on top of its parent, which no branch holds yet, without work tree and index of the checkout. Author, committer,
 * signature and sign-off are as the configuration of the checkout says.
 */
export async function writeCommit(checkout: Checkout, request: CommitRequest): Promise<ObjectId> {
  const situation = situationOf(checkout, `the commit to "${request.branch}"`, request.branch)
  const run: Run = async (args, options) => {
    const output = await checkout.git(args, options)
    if (output.status !== 0) throw refusalOf(output, situation)
    return output.stdout.toString().trim()
  }
  const folder = await mkdtemp(join(tmpdir(), 'gitops-commit-'))
  try {
    const tree = await writeTree(run, folder, request)
    const environment = await identity(checkout)
    const signature = checkout.configuration.isTrue('commit.gpgsign') ? ['-S'] : []
    const message = join(folder, 'message')
    await writeFile(message, await messageOf(checkout, request, environment))
    return await run(['commit-tree', tree, '-p', request.parent, ...signature, '-F', message], {
      environment
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
