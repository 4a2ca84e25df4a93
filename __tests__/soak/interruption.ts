import type { GitHub } from '../servers/github/index.ts'
import type { Chance } from './chance.ts'
import type { HumanAct } from './human.ts'
import type { Mishap } from './mishap.ts'
import type { Model } from './model.ts'
import { foreseeRun, type PlannedRun } from './wish.ts'

/** What a person did in the middle of a run. */
export interface Interruption {
  /** Why it could not be done. */
  failure?: Error
  /** Whether the run can no longer see that it had written. */
  hidesWrite: boolean
}

/** Where a person acts. */
export interface Scene {
  readonly github: GitHub
  readonly chance: Chance
  readonly model: Model
  readonly draw: () => HumanAct
  readonly perform: (act: HumanAct) => Promise<void>
}

/**
 * Lets a person act at some moment of a run, in two runs of five.
 *
 * @param foresee - tells the model what the run does; called before the act where the run has written by then
 */
export function planInterruption(
  { github, chance, model, draw, perform }: Scene,
  run: PlannedRun,
  mishap: Mishap,
  foresee: () => boolean
): Interruption {
  const interruption: Interruption = { hidesWrite: false }
  if (mishap.isFatal === true || mishap.lag !== undefined || chance.happens(0.6)) return interruption
  const interrupt = (act: () => Promise<void>) => async (): Promise<void> => {
    await act().catch((error: unknown) => {
      interruption.failure = error instanceof Error ? error : new Error(String(error))
    })
  }
  const before = (): Promise<void> => perform(draw())
  const after = async (): Promise<void> => {
    foresee()
    const act = draw()
    await perform(act)
    if (act.kind === 'edit' || act.target !== run.target) return
    // Nothing is left that tells what became of the lost write: what was closed is proposed again.
    interruption.hidesWrite = true
    if (act.kind === 'close') foreseeRun(model, run)
  }
  /** The run has written, or will without looking again; the person does not know about it yet. */
  const beside = (): Promise<void> => {
    const act = draw()
    foresee()
    return perform(act)
  }
  // A new branch starts where the base was when it was read: that the base moves on is nothing to read again for.
  const startsBranch = run.target !== undefined && !model.open.includes(run.target)
  const isSentOnce = mishap.isWriteApplied !== false
  chance.pick([
    () => {
      github.beforeRequest({ operation: 'mutation' }, interrupt(startsBranch && isSentOnce ? beside : before))
    },
    () => {
      const isWritten = mishap.isWriteApplied === true
      github.beforeRequest({ operation: 'query', number: 2 }, interrupt(isWritten ? after : before))
    },
    () => {
      if (run.target === undefined) github.beforeRefUpdate(interrupt(before))
      else github.beforeMutation('createPullRequest', interrupt(beside))
    }
  ])()
  return interruption
}
