import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import { updateTrailer } from '../../src/core/plan/message.ts'
import type { GitHub, RepositoryHandle } from '../servers/github/index.ts'
import { Chance } from './chance.ts'
import { PATHS, textOf, textsOf, type Estate } from './estate.ts'
import { drawHumanAct, perform } from './human.ts'
import { planInterruption } from './interruption.ts'
import { drawMishap, NO_MISHAP } from './mishap.ts'
import { Model } from './model.ts'
import { stepInProcess, type RunStep, type StepReport } from './step.ts'
import { courseOf, foreseeRun, planRuns, type PlannedRun } from './planned-run.ts'

/** How far back a commit of a run is looked for. */
const RECENT = 40
const EVERY_COMMIT = 100_000

const NO_LAG = { newBranchRequests: 0, sameRequest: false, readsMs: 0 }

/** What a soak went through. */
export interface SoakRecord {
  readonly runs: number
  readonly commits: number
  readonly pullRequests: number
  readonly humanActs: number
  /** How often each mishap struck. */
  readonly mishaps: ReadonlyMap<string, number>
}

/** A repository that runs and people write to while GitHub has its faults, beside the model of what it should hold. */
class Soak {
  readonly #github: GitHub
  readonly #gitops: RepositoryHandle
  readonly #chance: Chance
  readonly #step: RunStep
  readonly #model = new Model()
  readonly #mishaps = new Map<string, number>()
  #versions = 0
  #runs = 0
  #humanActs = 0
  /** What happened last, for whoever must understand a failure. */
  readonly #story: string[] = []

  constructor(github: GitHub, gitops: RepositoryHandle, chance: Chance, step: RunStep) {
    this.#github = github
    this.#gitops = gitops
    this.#chance = chance
    this.#step = step
  }

  /** Everything up to so many runs. */
  async go(runs: number): Promise<SoakRecord> {
    while (this.#runs < runs) {
      try {
        await this.#turn()
        await this.#compare()
      } catch (error) {
        const story = this.#story.slice(-20).join('\n  ')
        throw new Error(`After run ${String(this.#runs)}:\n  ${story}\n${String(error)}`, { cause: error })
      }
    }
    return {
      runs: this.#runs,
      commits: (await this.#gitops.messages('main', EVERY_COMMIT)).length,
      pullRequests: this.#gitops.pullRequests.length,
      humanActs: this.#humanActs,
      mishaps: this.#mishaps
    }
  }

  async #turn(): Promise<void> {
    if (this.#chance.happens(0.25)) await this.#humanAct()
    else if (this.#chance.happens(0.12)) await this.#runTogether(this.#chance.pick([2, 3]))
    else await this.#runAlone()
    this.#github.forget()
    Object.assign(this.#github.lag, NO_LAG)
  }

  readonly #version = (): string => `v1.0.${String((this.#versions += 1))}`

  #nextId(): string {
    this.#runs += 1
    return `soak-${String(this.#runs)}`
  }

  #tell(line: string): void {
    this.#story.push(line)
  }

  async #humanAct(act = drawHumanAct(this.#chance, this.#model, this.#version)): Promise<void> {
    this.#tell(`  somebody: ${JSON.stringify(act)}`)
    this.#humanActs += 1
    await perform(this.#gitops, act, this.#model)
  }

  /** Runs that start together, each for images of its own, so that their order does not matter. */
  async #runTogether(count: number): Promise<void> {
    const planned = planRuns(this.#chance, count, this.#model, this.#version)
    // What takes the branch elsewhere depends on who comes first.
    if (!planned.every((run) => ['commit', 'open', 'append'].includes(courseOf(this.#model, run)))) return
    this.#tell(`${String(count)} at once: ${planned.map(({ inputs }) => JSON.stringify(inputs)).join(' ')}`)
    const reports = await Promise.all(
      planned.map(async ({ inputs }) => {
        const id = this.#nextId()
        return { id, report: await this.#step(inputs, id) }
      })
    )
    for (const [index, run] of planned.entries()) {
      const changes = foreseeRun(this.#model, run)
      const { id, report } = reports[index] ?? {}
      if (id !== undefined && report !== undefined) await this.#judge(run, id, report, changes)
    }
  }

  async #runAlone(): Promise<void> {
    const [run] = planRuns(this.#chance, 1, this.#model, this.#version)
    if (run === undefined) return
    const drawn = drawMishap(this.#chance)
    // A run that dies between the writes that these take leaves what no one step of the model is.
    const takesOneWrite = ['commit', 'open', 'append'].includes(courseOf(this.#model, run))
    const mishap = drawn.isFatal === true && !takesOneWrite ? NO_MISHAP : drawn
    for (const fault of mishap.faults) this.#github.faults.add(fault)
    Object.assign(this.#github.lag, mishap.lag)
    const id = this.#nextId()
    this.#tell(`${id}: ${JSON.stringify(run.inputs)} with ${mishap.name}`)
    let foreseen: boolean | undefined
    const foresee = (): boolean => (foreseen ??= foreseeRun(this.#model, run))
    const interruption = planInterruption(
      {
        github: this.#github,
        chance: this.#chance,
        model: this.#model,
        draw: () => drawHumanAct(this.#chance, this.#model, this.#version),
        perform: (act) => this.#humanAct(act)
      },
      run,
      mishap,
      foresee
    )
    const report = await this.#step(run.inputs, id)
    this.#tell(report.log.map((line) => `  | ${line}`).join('\n  '))
    if (interruption.failure !== undefined) throw interruption.failure
    const struck = this.#github.requests.some(({ fault }) => fault !== undefined)
    if (struck) this.#mishaps.set(mishap.name, (this.#mishaps.get(mishap.name) ?? 0) + 1)
    if (mishap.isFatal === true && struck) {
      if (mishap.isWriteApplied === true) foresee()
      this.#revive()
      strictEqual(report.fulfilled, false, `${id} must fail`)
      return
    }
    const changes = foresee()
    await this.#judge(run, id, report, interruption.hidesWrite ? undefined : changes)
  }

  /** A token that expired is replaced by another of the same value. */
  #revive(): void {
    this.#github.addToken({ token: this.#github.token, kind: 'app', login: 'gitops[bot]' })
  }

  async #judge(
    { target }: PlannedRun,
    id: string,
    { fulfilled, outputs, log }: StepReport,
    changes: boolean | undefined
  ): Promise<void> {
    const told = log.slice(-8).join('\n    ')
    strictEqual(fulfilled, true, `${id} must succeed:\n    ${told}`)
    if (changes === undefined) return
    strictEqual(outputs['changed'], String(changes), `"changed" of ${id}:\n    ${told}`)
    const branch = target === undefined || !this.#model.open.includes(target) ? 'main' : target
    const own = (await this.#gitops.messages(branch, RECENT)).filter((message) =>
      message.split('\n').includes(updateTrailer(id))
    )
    if (target === undefined) strictEqual(own.length, changes ? 1 : 0, `commits of ${id}`)
    if (own.length > 1) throw new Error(`${id} committed ${String(own.length)} times`)
  }

  async #compareBranch(branch: string, estate: Estate): Promise<void> {
    const texts = await Promise.all(
      PATHS.map(async (path) => [path, await this.#gitops.read(branch, path)] as const)
    )
    const expected = PATHS.map((path) => [path, textOf(estate, path)])
    deepStrictEqual(texts, expected, `"${branch}"`)
  }

  /** The repository is what the model says: no update lost, none made twice, one pull request a target at most. */
  async #compare(): Promise<void> {
    await this.#compareBranch('main', this.#model.main)
    const open = this.#gitops.pullRequests.filter(({ state }) => state === 'OPEN').map(({ head }) => head)
    deepStrictEqual([...open].sort(), [...this.#model.open].sort(), 'open pull requests')
    for (const target of open) {
      const proposal = this.#model.proposals.get(target)
      if (proposal !== undefined) await this.#compareBranch(target, proposal.estate)
    }
    strictEqual(this.#gitops.pullRequests.length, this.#model.opened, 'pull requests ever opened')
  }
}

/**
 * Lets runs and people write to one repository while GitHub has faults, and compares it after every turn with a simple model.
 * All chance comes from the seed.
 */
export async function soak(github: GitHub, runs: number, seed: number): Promise<SoakRecord> {
  const chance = new Chance(seed)
  const gitops = await github.createRepository('acme/gitops', {
    files: textsOf(new Model().main),
    labels: ['gitops']
  })
  // Runs side by side draw in any order: what they draw must not change what is planned.
  const step = await stepInProcess(github, new Chance(seed + 1))
  return new Soak(github, gitops, chance, step).go(runs)
}
