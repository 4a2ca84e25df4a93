import type { PlannedFile } from './planned-file.ts'

/** A commit of the past, as far as a timeline asks. */
export interface TimedCommit {
  readonly oid: string
  /** Milliseconds since 1970. */
  readonly committed: number
}

/** How a file came to be what it is: its versions, newest first. */
export interface TimedHistory<Commit extends TimedCommit> {
  readonly path: string
  readonly versions: readonly { readonly commit: Commit; readonly text: string | undefined }[]
  readonly isComplete: boolean
}

/** What some files were once a commit was made. */
export interface Moment<Commit extends TimedCommit> {
  readonly commit: Commit
  readonly files: readonly Pick<PlannedFile, 'path' | 'text' | 'aims'>[]
}

/** The past of some files, newest first. */
export interface Timeline<Commit extends TimedCommit> {
  readonly moments: readonly Moment<Commit>[]
  /** Whether it reaches back to where the files began. */
  readonly isComplete: boolean
}

/** The next commit of several histories: one that no other of them has behind something newer; of several, the latest. */
function nextCommit<Commit extends TimedCommit>(
  rest: readonly TimedHistory<Commit>[],
  positions: readonly number[]
): Commit | undefined {
  const heads = rest.flatMap(({ versions }, index) => versions[positions[index] ?? 0]?.commit ?? [])
  const isBehind = ({ oid }: Commit): boolean =>
    rest.some(({ versions }, index) =>
      versions.slice((positions[index] ?? 0) + 1).some(({ commit }) => commit.oid === oid)
    )
  const free = heads.filter((commit) => !isBehind(commit))
  const choice = free.length > 0 ? free : heads
  return choice.reduce<Commit | undefined>(
    (latest, commit) => (latest === undefined || commit.committed > latest.committed ? commit : latest),
    undefined
  )
}

/**
 * Joins the histories of files into one past. It ends where the history of one file is not known any further, for what the
 * files were together is not known from there on.
 */
export function timelineOf<Commit extends TimedCommit>(
  files: readonly Pick<PlannedFile, 'path' | 'aims'>[],
  histories: readonly TimedHistory<Commit>[]
): Timeline<Commit> {
  const ordered = files.map(
    ({ path }) => histories.find((each) => each.path === path) ?? { path, versions: [], isComplete: true }
  )
  const moments: Moment<Commit>[] = []
  let positions: readonly number[] = ordered.map(() => 0)
  const isKnown = (): boolean =>
    ordered.every(
      ({ versions, isComplete }, index) => isComplete || (positions[index] ?? 0) < versions.length
    )
  while (isKnown()) {
    const commit = nextCommit(ordered, positions)
    if (commit === undefined) return { moments, isComplete: true }
    moments.push({
      commit,
      files: files.map((file, index) => ({
        ...file,
        text: ordered[index]?.versions[positions[index] ?? 0]?.text
      }))
    })
    positions = positions.map((position, index) =>
      ordered[index]?.versions[position]?.commit.oid === commit.oid ? position + 1 : position
    )
  }
  return { moments, isComplete: false }
}
