import { UpdateError } from '../error.ts'
import { equalReferences } from '../image/reference.ts'
import type { Change } from '../manifest/manifest.ts'
import { compareImages } from './compare.ts'
import type { Plan } from './plan.ts'
import type { PlannedFile } from './planned-file.ts'
import { surroundingsOf } from './surroundings.ts'
import { onTopOf } from './three-way.ts'

/** The files of a target where a branch was cut, on the base, and on the branch. */
export interface ProposalFiles {
  readonly fork: readonly PlannedFile[]
  readonly base: readonly PlannedFile[]
  readonly branch: readonly PlannedFile[]
}

const textsOf = (files: readonly PlannedFile[]): ReadonlyMap<string, string | undefined> =>
  new Map(files.map(({ path, text }) => [path, text]))

const isIn = ({ image, to }: Change, changes: readonly Change[]): boolean =>
  changes.some((other) => other.image === image && equalReferences(other.to, to))

/**
 * The files of the base with what a branch proposes already. Where the base has changed an image itself, an earlier proposal for it
 * is out of date and falls away.
 *
 * @param plan - what is to be written anyway: an earlier proposal for the same image need not be kept
 * @returns nothing where a proposal for an image that the base left alone would be lost
 */
export function carriedProposals(
  { fork, base, branch }: ProposalFiles,
  plan: Plan
): readonly PlannedFile[] | undefined {
  const { scope, wanted } = plan
  const renewed = new Set(plan.changes.map(({ image }) => image))
  const [before, proposed] = [textsOf(fork), textsOf(branch)]
  const carried: PlannedFile[] = []
  for (const file of base) {
    const texts = { fork: before.get(file.path), base: file.text, branch: proposed.get(file.path) }
    if (texts.fork === undefined || texts.base === undefined || texts.branch === undefined) {
      carried.push(file)
      continue
    }
    const text = onTopOf({ fork: texts.fork, base: texts.base, branch: texts.branch })
    const surroundings = surroundingsOf(file, scope)
    const since = (text: string): readonly Change[] =>
      compareImages(
        { path: file.path, text: texts.fork ?? '' },
        { path: file.path, text },
        surroundings,
        wanted
      )
    try {
      const [kept, moved] = [since(text), since(texts.base)]
      const isLost = (change: Change): boolean =>
        !isIn(change, kept) &&
        !renewed.has(change.image) &&
        !moved.some(({ image }) => image === change.image)
      if (since(texts.branch).some(isLost)) return undefined
    } catch (error) {
      if (error instanceof UpdateError) return undefined
      throw error
    }
    carried.push({ ...file, text })
  }
  return carried
}
