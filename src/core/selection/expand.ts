import { UpdateError } from '../error.ts'
import { isArgocdSourcePath } from '../manifest/argocd-source-path.ts'
import { closest } from './closest.ts'
import { isEditable, type Entry } from './entry.ts'
import type { Aim } from './manifest-line.ts'
import { ROOT, type Selection, type Selector } from './selection.ts'
import { isGitHubs, isYamlPath, kustomizationsIn, yamlFilesBeneath, type Tree } from './tree.ts'

/** A file to read and edit. */
export interface SelectedFile {
  readonly path: string
  /** Whether Git's executable bit is set: a commit must not lose it. */
  readonly executable: boolean
  /** Whether a line of `manifests` names this very file; then a file that cannot be edited is an error, else a notice. */
  readonly named: boolean
  /** Whether the file is not there yet: an override of an Argo CD source, which `if-missing: add` makes. */
  readonly isNew: boolean
  /** What the lines that select the file are after in it: at least one. */
  readonly aims: readonly Aim[]
}

/** The outcome of an expansion: the files, and the directories that must be listed before they are complete. */
export interface Expansion {
  readonly files: readonly SelectedFile[]
  readonly unlisted: readonly string[]
}

/** What one line selects, before it is told what the line is after. */
interface Found {
  readonly files: readonly Omit<SelectedFile, 'aims'>[]
  readonly unlisted: readonly string[]
}

const NOTHING: Found = { files: [], unlisted: [] }

const select = (entries: readonly Entry[], named: boolean): Found => ({
  files: entries.map(({ path, kind }) => ({ path, executable: kind === 'executable', named, isNew: false })),
  unlisted: []
})

/** The kustomization of a directory, or else every YAML file beneath it. */
function selectDirectory(directory: string, tree: Tree, { input, wholeDirectories }: Selection): Found {
  const kustomizations = wholeDirectories ? [] : kustomizationsIn(tree, directory)
  if (kustomizations.length > 1) throw severalKustomizations(directory, kustomizations, input)
  if (kustomizations.length === 1) return select(kustomizations, false)
  if (!tree.isListed(directory)) return { files: [], unlisted: [directory] }
  return select(yamlFilesBeneath(tree, directory), false)
}

function selectPath(path: string, tree: Tree, selection: Selection): Found {
  const { mayCreate, input } = selection
  const entry = path === ROOT ? { path, kind: 'directory' as const } : tree.entryAt(path)
  if (entry === undefined && mayCreate && isArgocdSourcePath(path)) {
    return { files: [{ path, executable: false, named: true, isNew: true }], unlisted: [] }
  }
  if (entry === undefined) {
    // The whole tree is worth a look before the error: it tells what else the path may have meant.
    if (!tree.isListed(ROOT)) return { files: [], unlisted: [ROOT] }
    throw missing(path, tree, input)
  }
  if (isEditable(entry)) return select([entry], true)
  if (entry.kind !== 'directory') throw notAFile(entry, input)
  const expansion = selectDirectory(path, tree, selection)
  if (expansion.files.length + expansion.unlisted.length === 0) throw nothingIn(path, input)
  return expansion
}

function selectGlob({ glob, matches }: Selector & { kind: 'glob' }, tree: Tree, selection: Selection): Found {
  const matched = tree.entries.filter(
    ({ path }) => matches(path) && (glob.startsWith('.github/') || !isGitHubs(path))
  )
  const expansions = matched.map((entry) => {
    if (entry.kind === 'directory') return selectDirectory(entry.path, tree, selection)
    return isEditable(entry) && isYamlPath(entry.path) ? select([entry], false) : NOTHING
  })
  const found = {
    files: expansions.flatMap((each) => each.files),
    unlisted: expansions.flatMap((each) => each.unlisted)
  }
  if (found.files.length + found.unlisted.length === 0) throw nothingMatches(glob, selection.input)
  return found
}

/** Each file once, named if any line names it, with the aims of all lines, in the order of paths. */
export function uniteFiles(selected: readonly SelectedFile[]): readonly SelectedFile[] {
  const files = new Map<string, SelectedFile>()
  for (const file of selected) {
    const known = files.get(file.path)
    const aims = [...(known?.aims ?? []), ...file.aims.filter((aim) => known?.aims.includes(aim) !== true)]
    files.set(file.path, { ...file, named: file.named || known?.named === true, aims })
  }
  return [...files.values()].sort((one, other) => (one.path < other.path ? -1 : 1))
}

const unite = (expansions: readonly Expansion[]): Expansion => ({
  files: uniteFiles(expansions.flatMap((each) => each.files)),
  unlisted: [...new Set(expansions.flatMap((each) => each.unlisted))]
})

function selectLine(selector: Selector, tree: Tree, selection: Selection): Expansion {
  const found =
    selector.kind === 'path'
      ? selectPath(selector.path, tree, selection)
      : selectGlob(selector, tree, selection)
  return { files: found.files.map((file) => ({ ...file, aims: [selector.aim] })), unlisted: found.unlisted }
}

/**
 * Finds the files that a selection means: named files; of a directory its kustomization, or else every YAML file beneath
 * it (`.github/` only when named itself); all that globs match, files and directories alike; less what `!` lines exclude.
 * Links and submodules are refused when named, and passed over otherwise.
 *
 * @throws UpdateError `missing-file`, `not-editable` or `ambiguous-image`
 */
export function expandSelection(selection: Selection, tree: Tree): Expansion {
  const all = unite(selection.selectors.map((each) => selectLine(each, tree, selection)))
  const files = all.files.filter(({ path }) => !selection.excludes(path))
  if (files.length === 0 && all.unlisted.length === 0) throw everythingExcluded(selection.input)
  return { files, unlisted: all.unlisted }
}

function missing(path: string, tree: Tree, input: string): UpdateError {
  const near = closest(
    path,
    tree.entries.map((entry) => entry.path)
  )
  const several = path.includes(',') ? 'Write one path a line: commas do not separate. ' : ''
  return new UpdateError('missing-file', `There is no file or directory "${path}" in the repository.`, {
    hint:
      several +
      (near.length > 0
        ? `Did you mean ${near.map((each) => `"${each}"`).join(' or ')}?`
        : `Check "${input}", "branch" and "repository": paths start at the root of the GitOps repository and are case-sensitive.`)
  })
}

function notAFile({ path, kind }: Entry, input: string): UpdateError {
  return kind === 'symlink'
    ? new UpdateError('not-editable', `"${path}" is a symbolic link.`, {
        hint: `Writing it would replace the link by a file: name the file that it points to in "${input}".`
      })
    : new UpdateError('not-editable', `"${path}" is a submodule.`, {
        hint: 'Its files belong to another repository: set "repository" to that one.'
      })
}

function nothingIn(directory: string, input: string): UpdateError {
  const name = directory === ROOT ? 'The repository' : `The directory "${directory}"`
  return new UpdateError('missing-file', `${name} holds neither a kustomization nor any YAML file.`, {
    hint: `Check "${input}".`
  })
}

const nothingMatches = (glob: string, input: string): UpdateError =>
  new UpdateError('missing-file', `No YAML file matches "${glob}" in "${input}".`, {
    hint: 'Check the glob: paths start at the root of the repository, "*" stays within one directory, "**" crosses directories.'
  })

const everythingExcluded = (input: string): UpdateError =>
  new UpdateError(
    'missing-file',
    `The "!" lines of "${input}" exclude every file that the other lines select.`,
    {
      hint: 'Narrow the exclusions.'
    }
  )

function severalKustomizations(directory: string, found: readonly Entry[], input: string): UpdateError {
  const names = found.map((entry) => `"${entry.path}"`).join(' and ')
  return new UpdateError(
    'ambiguous-image',
    `The directory "${directory}" holds several kustomizations: ${names}.`,
    {
      hint: `kustomize refuses such a directory: delete all but one, or name the file itself in "${input}".`
    }
  )
}
