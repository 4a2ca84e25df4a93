import { parseConstraint } from '../src/core/version/constraint.ts'
import { parseVersion } from '../src/core/version/semver.ts'
import { CONSTRAINTS, VERSIONS } from './constraint-cases.ts'
import type { Oracle } from './go-program.ts'
import { outcome, type Outcome, type Part } from './outcome.ts'

/** What the program `oracles/semver` is asked, and what it answers. */
export interface ConstraintQuestion {
  readonly constraint: string
  readonly versions: readonly string[]
}

export interface ConstraintAnswer {
  readonly admitted: readonly string[]
  /** What each of the versions is read as; `''` where it is none. */
  readonly readings: readonly string[]
  readonly refusal?: string
}

function reading(text: string): string {
  const version = parseVersion(text)
  if (version === undefined) return ''
  const { major, minor, patch, prerelease } = version
  return `${major}.${minor}.${patch}${prerelease && `-${prerelease}`}`
}

/** The versions that we admit, or `undefined` where we refuse the constraint. */
function admitted(constraint: string): readonly string[] | undefined {
  try {
    const { admits } = parseConstraint(constraint)
    return VERSIONS.filter((text) => {
      const version = parseVersion(text)
      return version !== undefined && admits(version)
    })
  } catch {
    return undefined
  }
}

const shown = (versions: readonly string[] | undefined): string =>
  versions === undefined ? 'refused' : JSON.stringify(versions)

function compare(constraint: string, answer: ConstraintAnswer | undefined): Outcome {
  const ours = shown(admitted(constraint))
  const theirs = shown(answer?.refusal === undefined ? answer?.admitted : undefined)
  const failure = ours === theirs ? undefined : `\n    ours:   ${ours}\n    theirs: ${theirs}`
  return outcome(`the constraint ${JSON.stringify(constraint)}`, failure)
}

/** Compares what we make of constraints and versions with what the library of the controllers makes of them. */
export async function compareConstraints(
  semver: Oracle<ConstraintQuestion, ConstraintAnswer>
): Promise<Part> {
  const answers = await semver(CONSTRAINTS.map((constraint) => ({ constraint, versions: VERSIONS })))
  const readings = VERSIONS.map((text, index) => {
    const [ours, theirs] = [reading(text), answers[0]?.readings[index]]
    return outcome(
      `the version ${JSON.stringify(text)}`,
      ours === theirs ? undefined : `ours: "${ours}", theirs: "${theirs ?? 'no answer'}"`
    )
  })
  return {
    title: 'Constraints, by github.com/Masterminds/semver',
    outcomes: [...CONSTRAINTS.map((constraint, index) => compare(constraint, answers[index])), ...readings],
    report: [`${CONSTRAINTS.length} constraints on ${VERSIONS.length} versions`]
  }
}
