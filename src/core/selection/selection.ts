import picomatch from 'picomatch'
import { parseExclusion, parseManifestLine, type Aim } from './manifest-line.ts'
import { SelectionError } from './selection-error.ts'

/** One line of `manifests` that includes files: a path as it stands, or a glob. */
export type Selector =
  | { readonly kind: 'path'; readonly path: string; readonly aim: Aim }
  | {
      readonly kind: 'glob'
      readonly glob: string
      readonly matches: (path: string) => boolean
      readonly aim: Aim
    }

/** The lines of `manifests`, or of another input that selects files so: what is in, and what `!` lines take out of it again. */
export interface Selection {
  readonly selectors: readonly Selector[]
  /** The input that it was read from: errors name it. */
  readonly input: string
  /** Whether a directory means every YAML file beneath it, also where it has a kustomization. */
  readonly wholeDirectories: boolean
  /** Whether a file that is named and not there may be made, where its name tells what it would be. */
  readonly mayCreate: boolean
  /** Whether a `!` line names this path or a directory above it. */
  readonly excludes: (path: string) => boolean
}

/** The root of the repository, as a path. */
export const ROOT = ''

/** A `\` that escapes nothing: Windows has it between segments. */
const WINDOWS_SEPARATOR = /\\(?![*?[\]{}()!\\])/g

/**
 * A path or glob of `manifests`, relative to the root of the repository: no leading `./`, no trailing `/`, no empty or `.`
 * segments; the root itself is `''`. A `\` before a character that globs know escapes it, any other separates segments.
 *
 * @throws SelectionError for a path that leaves the repository, or that is none
 */
export function normalizePath(text: string): string {
  if (/^\w+:\/\//.test(text)) {
    throw new SelectionError('it is an address. Write the path within the repository, as in "apps/api".')
  }
  if (text.startsWith('/') || /^[A-Za-z]:[\\/]/.test(text)) {
    throw new SelectionError(
      'it is an absolute path. Paths start at the root of the repository, without "/".'
    )
  }
  if (text.includes('\0')) throw new SelectionError('it holds a NUL character.')
  const segments = text
    .replaceAll(WINDOWS_SEPARATOR, '/')
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
  if (segments.includes('..')) {
    throw new SelectionError(
      'it leaves the repository, or makes a detour by "..". Write the path from the root of the repository.'
    )
  }
  if (segments[0]?.toLowerCase() === '.git') {
    throw new SelectionError('it points into ".git", which is not part of the repository\'s files.')
  }
  return segments.join('/')
}

const isGlob = (text: string): boolean => picomatch.scan(text).isGlob

const globMatcher = (glob: string): ((path: string) => boolean) => picomatch(glob, { dot: true })

function exclusion(text: string): (path: string) => boolean {
  const path = normalizePath(text)
  if (!isGlob(path))
    return (candidate) => path === ROOT || candidate === path || candidate.startsWith(`${path}/`)
  const matchers = [globMatcher(path), globMatcher(`${path}/**`)]
  return (candidate) => matchers.some((matches) => matches(candidate))
}

function selector(text: string): Selector {
  const { path: spelled, aim } = parseManifestLine(text)
  const path = normalizePath(spelled)
  return isGlob(path)
    ? { kind: 'glob', glob: path, matches: globMatcher(path), aim }
    : { kind: 'path', path: path.replaceAll(/\\(?=[*?[\]{}()!])/g, ''), aim }
}

/**
 * Reads the lines of `manifests` (trimmed, neither blank nor comments). `*` stays within a directory, `**` crosses
 * directories, `{a,b}` and `[ab]` work; names that start with a dot are matched like others.
 *
 * @param problem - told of each line that is wrong: its position in `lines`, and why
 */
export function parseSelection(
  lines: readonly string[],
  problem: (index: number, why: string) => void,
  {
    input,
    mayCreate = false,
    wholeDirectories = false
  }: Pick<Selection, 'input'> & Partial<Pick<Selection, 'mayCreate' | 'wholeDirectories'>>
): Selection {
  const selectors: Selector[] = []
  const exclusions: ((path: string) => boolean)[] = []
  for (const [index, line] of lines.entries()) {
    try {
      if (line.startsWith('!')) exclusions.push(exclusion(parseExclusion(line)))
      else selectors.push(selector(line))
    } catch (error) {
      if (!(error instanceof SelectionError)) throw error
      problem(index, error.message)
    }
  }
  const excludes = (path: string): boolean => exclusions.some((each) => each(path))
  return { selectors, input, mayCreate, wholeDirectories, excludes }
}

/** The paths that are named as they stand. */
export const namedPaths = (selection: Selection): readonly string[] =>
  selection.selectors.flatMap((each) => (each.kind === 'path' ? [each.path] : []))

/** Whether the files of the repository must be listed before it is known which to read. */
export const needsListing = (selection: Selection): boolean =>
  selection.selectors.some((each) => each.kind === 'glob' || each.path === ROOT)
