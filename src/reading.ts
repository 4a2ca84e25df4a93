import { UpdateError } from './core/error.ts'
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
  /** The same files where the branch of the open pull request was cut from the base; empty where that is not known. */
  readonly forkedFiles: readonly PlannedFile[]
  /** Overrides of Argo CD beside selected kustomizations that are not selected, as far as they came along with those. */
  readonly overrides: readonly Manifest[]
  /** Files that only the version source looks at, of the base branch and the same commit. */
  readonly sourceFiles: readonly PlannedFile[]
  /** What else is in that commit, where it was listed for {@link FindTargets}. */
  readonly tree?: Tree
}

/** What is known when the files to update are looked for: those that the version source looks at, and the names of all others. */
export type TargetGround = Pick<ManifestReading, 'repository' | 'base' | 'sourceFiles'> & {
  readonly tree: Tree
}

/** Finds the files to update, and tells once they are read which of them are meant after all. */
export type FindTargets = (ground: TargetGround) => {
  readonly files: readonly SelectedFile[]
  readonly isMeant: (file: PlannedFile) => boolean
}

/** Which files to read: those to update, and those that the version source looks at. */
export interface Selections {
  /** The files to update, or what finds them. */
  readonly manifests: Selection | FindTargets
  readonly source: Selection | undefined
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

/** The whole tree of the commit that was read, which the listing may be of. */
async function treeOnHead(
  repository: Repository,
  base: Snapshot,
  listing: Listing | undefined
): Promise<Tree> {
  if (listing?.tree === base.tree) return wholeTree(listing)
  const ofHead = await repository.list(base.head)
  return wholeTree(ofHead ?? { entries: base.entries, tree: base.tree })
}

/** Lists the files where the selection needs it, and settles which are meant. */
async function expandOnHead(
  repository: Repository,
  selection: Selection,
  base: Snapshot,
  listing: Listing | undefined
): Promise<Expansion> {
  if (listing?.tree !== base.tree && !needsListing(selection)) {
    const visible = expandSelection(selection, visibleTree(base))
    if (visible.unlisted.length === 0) return visible
  }
  return expandSelection(selection, await treeOnHead(repository, base, listing))
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

/** The first reading: of the paths that are named, or of what a listing shows of them. */
interface FirstReading extends Reading {
  readonly listing: Listing | undefined
  readonly asked: readonly string[]
}

async function readFirst(
  repository: Repository,
  selections: readonly Selection[],
  needsTree: boolean,
  request: Omit<ReadRequest, 'paths'>
): Promise<FirstReading> {
  const isListed = needsTree || selections.some(needsListing)
  const listing = isListed ? await repository.list(request.branch) : undefined
  const asked = [...new Set(selections.flatMap((each) => pathsToRead(each, listing)))]
  return { ...(await repository.read({ ...request, paths: asked })), listing, asked }
}

/** The files to update, and what tree they were found in. */
type Found = ReturnType<FindTargets> & Pick<ManifestReading, 'tree'>

const isSelection = (manifests: Selection | FindTargets): manifests is Selection =>
  typeof manifests !== 'function'

/**
 * Reads the manifests that a selection means, all of one commit. One request where they are named, or are directories
 * without directories in them; globs take one more, for the listing. Where the files to update are found in others, these are
 * read first.
 *
 * @throws UpdateError when something named is not there, or cannot be read
 */
export async function readManifests(
  repository: Repository,
  { manifests, source }: Selections,
  request: Omit<ReadRequest, 'paths'>
): Promise<ManifestReading> {
  const selections = [manifests, source].filter((each) => each !== undefined).filter(isSelection)
  const first = await readFirst(repository, selections, !isSelection(manifests), request)
  const { listing, asked, ...reading } = first
  const { base } = reading
  const select = async (selection: Selection): Promise<readonly SelectedFile[]> =>
    (await expandOnHead(repository, selection, base, listing)).files
  const sourceFiles = source === undefined ? [] : await filesOn(repository, base, await select(source), asked)
  const find = async (): Promise<Found> => {
    if (isSelection(manifests)) return { files: await select(manifests), isMeant: () => true }
    const tree = await treeOnHead(repository, base, listing)
    return { ...manifests({ ...reading, sourceFiles, tree }), tree }
  }
  const { files: selected, isMeant, tree } = await find()
  const filesIn = async (snapshot: Snapshot, known: readonly string[]): Promise<readonly PlannedFile[]> =>
    (await filesOn(repository, snapshot, selected, known)).filter(isMeant)
  const isNew = selected.filter((file) => file.isNew).map(({ path }) => path)
  const files = await filesIn(base, [...asked, ...isNew])
  const elsewhere = async (snapshot: Snapshot | undefined): Promise<readonly PlannedFile[]> =>
    snapshot === undefined ? [] : filesIn(snapshot, asked)
  const { branch, fork } = reading.proposal ?? {}
  const proposed = { proposedFiles: await elsewhere(branch), forkedFiles: await elsewhere(fork) }
  const overrides = overridesIn(base, selected)
  return { ...reading, files, ...proposed, overrides, sourceFiles, ...(tree === undefined ? {} : { tree }) }
}

/**
 * Reads the files that a selection means at a branch, a tag or a commit: three requests, for it is listed first.
 *
 * @throws UpdateError `missing-branch` where there is no such revision, or what {@link readManifests} throws
 */
export async function readRevision(
  repository: Repository,
  selection: Selection,
  revision: string
): Promise<readonly PlannedFile[]> {
  const commit = await repository.resolve(revision)
  const listing = commit === undefined ? undefined : await repository.list(commit)
  if (commit === undefined || listing === undefined) throw missingRevision(revision, selection)
  const { files } = expandSelection(selection, wholeTree(listing))
  const texts = await repository.readFiles(
    commit,
    files.map(({ path }) => path)
  )
  return files.flatMap(({ path, executable, named, aims }) => {
    const file = texts.get(path)
    return file === undefined ? [] : [{ path, text: file.text, executable, named, aims }]
  })
}

const missingRevision = (revision: string, { input }: Selection): UpdateError =>
  new UpdateError('missing-branch', `The repository has no branch, tag or commit "${revision}".`, {
    hint: `Check what stands behind the "@" in "${input}".`
  })
