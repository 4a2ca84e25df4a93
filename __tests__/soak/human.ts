import type { RepositoryHandle } from '../servers/github/index.ts'
import type { Chance } from './chance.ts'
import { belongsTo, PLACES, textsOf, type Place } from './estate.ts'
import type { Model } from './model.ts'

/** What a person does to the repository. */
export type HumanAct =
  | {
      readonly kind: 'edit'
      readonly target: string | undefined
      readonly versions: readonly (readonly [Place, string])[]
    }
  | {
      readonly kind: 'merge'
      readonly target: string
      readonly method: 'MERGE' | 'SQUASH' | 'REBASE'
      readonly deletes: boolean
    }
  | { readonly kind: 'close'; readonly target: string; readonly deletes: boolean }

/** Draws what a person does: an edit of the base or of a proposal's branch, or the end of a pull request. */
export function drawHumanAct(chance: Chance, model: Model, version: () => string): HumanAct {
  const target = model.open.length > 0 && chance.happens(0.6) ? chance.pick(model.open) : undefined
  if (target === undefined || chance.happens(0.4)) {
    // What others propose is not in it: a pull request that proposes all of another replaces that one.
    const places = target === undefined ? PLACES : PLACES.filter((place) => belongsTo(target, place))
    const versions = chance.some(places, 2).map((place) => [place, version()] as const)
    return { kind: 'edit', target, versions }
  }
  const isShared = model.proposals.get(target)?.isShared === true
  const deletes = isShared || chance.happens(0.5)
  if (model.mergeOf(target) === undefined || chance.happens(0.4)) return { kind: 'close', target, deletes }
  return { kind: 'merge', target, deletes, method: chance.pick(['MERGE', 'SQUASH', 'REBASE'] as const) }
}

/** What an act makes of the repository as it should be. */
export function foresee(model: Model, act: HumanAct): void {
  if (act.kind === 'edit') model.edit(act.target, act.versions)
  else if (act.kind === 'merge') model.merge(act.target)
  else model.close(act.target)
}

/** Acts. An edit writes the whole of what its branch should hold afterwards, so that a lost update would show. */
export async function perform(gitops: RepositoryHandle, act: HumanAct, model: Model): Promise<void> {
  foresee(model, act)
  if (act.kind === 'edit') {
    const estate = act.target === undefined ? model.main : model.proposals.get(act.target)?.estate
    await gitops.commit(act.target ?? 'main', textsOf(estate ?? model.main))
    return
  }
  const pullRequest = gitops.pullRequests.find(({ head, state }) => head === act.target && state === 'OPEN')
  if (pullRequest === undefined) throw new Error(`No pull request of ${act.target} is open`)
  if (act.kind === 'merge') await gitops.merge(pullRequest.number, act.method)
  else pullRequest.close()
  if (act.deletes) await gitops.deleteBranch(act.target)
}
