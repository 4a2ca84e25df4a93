import { isEditable } from '../../core/selection/entry.ts'
import { isYamlPath } from '../../core/selection/tree.ts'
import { decodeText } from '../../core/text.ts'
import type { ObjectId, RepositoryFile, Snapshot } from '../../ports/snapshot.ts'
import type { Checkout } from './checkout.ts'
import { fetchBlobs, fetchCommit } from './fetch.ts'
import { readCommit, readObjects } from './objects.ts'
import type { RemoteBranch } from './remote-refs.ts'
import { readTree, type TreeEntry } from './tree.ts'

async function textsOf(
  checkout: Checkout,
  entries: readonly TreeEntry[]
): Promise<ReadonlyMap<string, RepositoryFile>> {
  const files = entries.filter(isEditable)
  const blobs = [...new Set(files.map(({ object }) => object))]
  await fetchBlobs(checkout, blobs)
  const bytes = await readObjects(checkout, blobs)
  return new Map(
    files.map(({ path, object }) => [path, { path, text: decodeText(bytes.get(object) ?? Buffer.alloc(0)) }])
  )
}

/** Reads files of a commit that is here. Paths that are no files are left out. */
export async function filesAt(
  checkout: Checkout,
  commit: ObjectId,
  paths: readonly string[]
): Promise<ReadonlyMap<string, RepositoryFile>> {
  const wanted = new Set(paths)
  const entries = await readTree(checkout, commit)
  return textsOf(
    checkout,
    entries.filter(({ path }) => wanted.has(path))
  )
}

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))

/** Fetches a branch at the head that the remote told, and reads what is at some paths of it. */
export async function snapshotOf(
  checkout: Checkout,
  { name, head }: RemoteBranch,
  paths: readonly string[]
): Promise<Snapshot> {
  await fetchCommit(checkout, head, name)
  const { tree, message } = await readCommit(checkout, head)
  const asked = new Set(paths)
  const entries = (await readTree(checkout, head)).filter(
    ({ path }) => asked.has(path) || (path.includes('/') && asked.has(parentOf(path)))
  )
  // Beside what somebody asked for by name, only YAML can be a manifest.
  const files = await textsOf(
    checkout,
    entries.filter(({ path }) => asked.has(path) || isYamlPath(path))
  )
  return { branch: name, head, tree, headMessage: message, entries, files }
}
