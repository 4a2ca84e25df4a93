import { mergeOutcome, type MergeOutcome } from './three-way.ts'

/** One file in the versions that decide what is to become of a pull request; `undefined` where a version has no such file. */
export interface ProposalFile {
  readonly path: string
  /** Where the branch was cut from the base. */
  readonly fork: string | undefined
  readonly base: string | undefined
  /** On the branch, with what the run is about to write there. */
  readonly proposed: string | undefined
}

/** What merging a pull request would do to the files of its target. */
export interface ProposalOutcome {
  readonly outcome: MergeOutcome
  /** The paths of the files that Git could not merge. */
  readonly conflicts: readonly string[]
}

function fileOutcome({ fork, base, proposed }: ProposalFile): MergeOutcome {
  if (proposed === base || proposed === fork) return 'nothing'
  if (proposed === undefined || base === undefined) return base === fork ? 'clean' : 'conflict'
  // Both have made the file, each with another text.
  if (fork === undefined) return 'conflict'
  return mergeOutcome({ fork, base, branch: proposed })
}

/** What merging a pull request would do: `nothing` where no file would change, `conflict` where Git could not do it. */
export function proposalOutcome(files: readonly ProposalFile[]): ProposalOutcome {
  const outcomes = files.map((file) => [file.path, fileOutcome(file)] as const)
  const conflicts = outcomes.flatMap(([path, outcome]) => (outcome === 'conflict' ? [path] : []))
  if (conflicts.length > 0) return { outcome: 'conflict', conflicts }
  const isNothing = outcomes.every(([, outcome]) => outcome === 'nothing')
  return { outcome: isNothing ? 'nothing' : 'clean', conflicts }
}
