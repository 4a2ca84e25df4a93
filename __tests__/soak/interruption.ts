import type { GitHub } from '../servers/github/index.ts'
import type { Chance } from './chance.ts'
import type { HumanAct } from './human.ts'
import type { Mishap } from './mishap.ts'
import type { Model } from './model.ts'
import { courseOf, foreseeRun, type PlannedRun } from './planned-run.ts'

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
  const course = courseOf(model, run)
  const takesOneWrite = ['commit', 'open', 'append'].includes(course)
  const isLost = mishap.isWriteApplied !== undefined
  const isTooMuch = mishap.isFatal === true || mishap.lag !== undefined || (isLost && !takesOneWrite)
  // The merge of a base takes whatever its branch has by then, so that the order of things is not what it seems.
  if (isTooMuch || course === 'merge' || chance.happens(0.6)) return interruption
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
  /** The run has read, and will look again only where its own branch moves: that another does is nothing to read again for. */
  const between = (): Promise<void> => {
    const act = draw()
    const isSeen = run.target === undefined || act.target === run.target || mishap.isWriteApplied === false
    if (!isSeen) foresee()
    return perform(act)
  }
  chance.pick([
    () => {
      github.beforeRequest({ operation: 'mutation' }, interrupt(between))
    },
    () => {
      const act = mishap.isWriteApplied === true ? after : before
      github.beforeRequest({ operation: 'query', number: 2 }, interrupt(act))
    },
    () => {
      if (run.target === undefined) github.beforeRefUpdate(interrupt(before))
      else github.beforeMutation('createPullRequest', interrupt(beside))
    }
  ])()
  return interruption
}
