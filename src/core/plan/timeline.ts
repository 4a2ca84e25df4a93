import type { PlannedFile } from './planned-file.ts'

/** A commit of the past, as far as a timeline asks. */
export interface TimedCommit {
  readonly oid: string
  /** How many commits of the branch's own line are newer. */
  readonly position: number
}

/** A commit that came in with a merge. */
export interface BroughtCommit {
  readonly oid: string
  readonly message: string
}

/** How a file came to be what it is: its versions, newest first. */
export interface TimedHistory<Commit extends TimedCommit> {
  readonly path: string
  readonly versions: readonly {
    readonly commit: Commit
    readonly brought: readonly BroughtCommit[]
    readonly text: string | undefined
  }[]
  readonly isComplete: boolean
}

/** What some files were once a commit was made. */
export interface Moment<Commit extends TimedCommit> {
  readonly commit: Commit
  readonly brought: readonly BroughtCommit[]
  readonly files: readonly Pick<PlannedFile, 'path' | 'text' | 'aims'>[]
}

/** The past of some files, newest first. */
export interface Timeline<Commit extends TimedCommit> {
  readonly moments: readonly Moment<Commit>[]
  /** Whether it reaches back to where the files began. */
  readonly isComplete: boolean
}

/**
 * Joins the histories of files into one past, in the order of the branch. It ends where the history of one file is not known any
 * further, for what the files were together is not known from there on.
 */
export function timelineOf<Commit extends TimedCommit>(
  files: readonly Pick<PlannedFile, 'path' | 'aims'>[],
  histories: readonly TimedHistory<Commit>[]
): Timeline<Commit> {
  const rest = files.map((file) => {
    const { versions = [], isComplete = true } = histories.find(({ path }) => path === file.path) ?? {}
    return { file, versions: [...versions], isComplete }
  })
  const moments: Moment<Commit>[] = []
  while (rest.every(({ versions, isComplete }) => isComplete || versions.length > 0)) {
    const heads = rest.flatMap(({ versions }) => versions[0]?.commit ?? [])
    const [commit] = heads.sort((one, other) => one.position - other.position)
    if (commit === undefined) return { moments, isComplete: true }
    const changed = rest.filter(({ versions }) => versions[0]?.commit.oid === commit.oid)
    moments.push({
      commit,
      brought: changed.flatMap(({ versions }) => versions[0]?.brought ?? []),
      files: rest.map(({ file, versions }) => ({ ...file, text: versions[0]?.text }))
    })
    for (const { versions } of changed) versions.shift()
  }
  return { moments, isComplete: false }
}
