import { expandSelection, type Expansion, type SelectedFile } from './core/selection/expand.ts'
import { namedPaths, needsListing, ROOT, type Selection } from './core/selection/selection.ts'
import { isEditable } from './core/selection/entry.ts'
import { isBeneath, treeOf, type Tree } from './core/selection/tree.ts'
import type { Manifest } from './core/manifest/manifest.ts'
import type { PlannedFile } from './core/plan/planned-file.ts'
import { overridesBeside } from './core/selection/overrides-beside.ts'
import type { Listing, ReadRequest, Reading } from './ports/reading.ts'
import type { RepositoryFile, Snapshot } from './ports/snapshot.ts'
import type { Repository } from './ports/repository.ts'

/** One moment of the repository, with the files that the selection means. */
export interface ManifestReading extends Reading {
  /** The files on the base branch. */
  readonly files: readonly PlannedFile[]
  /** The same files on the proposal's branch, those that it has; empty where there is no such branch. */
  readonly proposedFiles: readonly PlannedFile[]
  /** Overrides of Argo CD beside selected kustomizations that are not selected, as far as they came along with those. */
  readonly overrides: readonly Manifest[]
}

const wholeTree = (listing: Listing): Tree => treeOf(listing.entries, () => true)

/** The tree as far as a snapshot shows it: complete in directories that have no directories of their own. */
function visibleTree(snapshot: Snapshot): Tree {
  const directories = snapshot.entries
    .filter((entry) => entry.kind === 'directory')
    .map((entry) => entry.path)
  const isListed = (directory: string): boolean =>
    directory !== ROOT && !directories.some((path) => path !== directory && isBeneath(path, directory))
  return treeOf(snapshot.entries, isListed)
}

/** Which paths to ask for: the named ones, and of a listing those files that the selection means. */
function pathsToRead(selection: Selection, listing: Listing | undefined): readonly string[] {
  const named = namedPaths(selection).filter((path) => path !== ROOT)
  if (listing === undefined) return named
  const selected = expandSelection(selection, wholeTree(listing)).files.map((file) => file.path)
  const listed = listing.entries.filter(isEditable).map((entry) => entry.path)
  return [...new Set([...named, ...selected, ...overridesBeside(selected, listed)])]
}

/** The overrides beside the selected kustomizations that were read with them: no request is made for more. */
function overridesIn({ files }: Snapshot, selected: readonly SelectedFile[]): readonly Manifest[] {
  const paths = overridesBeside(
    selected.map(({ path }) => path),
    files.keys()
  )
  return paths.flatMap((path) => {
    const text = files.get(path)?.text
    return text === undefined ? [] : [{ path, text }]
  })
}

/** Lists the files where the selection needs it, and settles which are meant; the listing is of the commit that was read. */
async function expandOnHead(
  repository: Repository,
  selection: Selection,
  base: Snapshot,
  listing: Listing | undefined
): Promise<Expansion> {
  if (listing?.tree === base.tree) return expandSelection(selection, wholeTree(listing))
  if (!needsListing(selection)) {
    const visible = expandSelection(selection, visibleTree(base))
    if (visible.unlisted.length === 0) return visible
  }
  const ofHead = await repository.list(base.head)
  return expandSelection(selection, wholeTree(ofHead ?? { entries: base.entries, tree: base.tree }))
}

/** The selected files with their texts in one snapshot; what was not asked for when it was taken is read now. */
async function filesOn(
  repository: Repository,
  snapshot: Snapshot,
  selected: readonly SelectedFile[],
  asked: readonly string[]
): Promise<readonly PlannedFile[]> {
  const unread = selected
    .map(({ path }) => path)
    .filter((path) => !snapshot.files.has(path) && !asked.includes(path))
  const more = unread.length === 0 ? NO_FILES : await repository.readFiles(snapshot.head, unread)
  return selected.flatMap(({ path, isNew, ...rest }) => {
    const file = snapshot.files.get(path) ?? more.get(path) ?? (isNew ? { text: '' } : undefined)
    return file === undefined ? [] : [{ path, text: file.text, ...rest }]
  })
}

const NO_FILES: ReadonlyMap<string, RepositoryFile> = new Map()

/**
 * Reads the manifests that a selection means, all of one commit. One request where they are named, or are directories
 * without directories in them; globs take one more, for the listing.
 *
 * @throws UpdateError when something named is not there, or cannot be read
 */
export async function readManifests(
  repository: Repository,
  selection: Selection,
  request: Omit<ReadRequest, 'paths'>
): Promise<ManifestReading> {
  const listing = needsListing(selection) ? await repository.list(request.branch) : undefined
  const asked = pathsToRead(selection, listing)
  const reading = await repository.read({ ...request, paths: asked })
  const { files: selected } = await expandOnHead(repository, selection, reading.base, listing)
  const files = await filesOn(repository, reading.base, selected, asked)
  const branch = reading.proposal?.branch
  const proposedFiles = branch === undefined ? [] : await filesOn(repository, branch, selected, asked)
  return { ...reading, files, proposedFiles, overrides: overridesIn(reading.base, selected) }
}
