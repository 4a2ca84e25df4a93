import type { StepResult } from '../../runner/run-action.ts'
import type { PullRequest } from '../../servers/github/pull-request.ts'
import { kustomization } from '../manifests.ts'
import type { Stage } from '../stage.ts'

/** A state that a run can find the branch of its pull request in, and what it makes of it. */
export interface BranchState {
  /** As the table of docs/pull-requests.md tells it. */
  readonly state: string
  readonly happens: string
  readonly operation: 'created' | 'updated' | 'closed' | 'none'
  /** Brings the state about: nothing is open or on a branch when it starts. */
  readonly arrange: (stage: Stage) => Promise<unknown>
  /** Inputs of the run beside those of every row. */
  readonly inputs?: Readonly<Record<string, string>>
  /** What must be true afterwards, beside the operation. */
  readonly check: WithStage
}

/** What was found after a run, each beside what is expected. */
export type WithStage = (
  stage: Stage,
  result: StepResult
) => Promise<readonly (readonly [found: unknown, expected: unknown])[]>

/** The one file of the target. */
export const PATH = 'app/kustomization.yaml'
/** What the run of every row wants. */
export const WANTED = 'api:v3'
/** The target of every row. */
export const INPUTS = { manifests: 'app', mode: 'pull-request', 'pull-request-branch': 'bump' }

/** The kustomization with these two images. */
export const text = (api: string, web = 'v1'): string => kustomization(`api:${api}`, 'other:v1', `web:${web}`)

/** An earlier run, which proposed v2. */
export const propose = ({ run }: Stage, images = 'api:v2', more: object = {}): Promise<StepResult> =>
  run({ ...INPUTS, images, ...more })

/** A person's commit on the branch, of a file of their own. */
export const addNotes = ({ gitops }: Stage): Promise<string> =>
  gitops.commit('bump', { 'notes.md': 'mine\n' }, 'Notes')

/** A pull request by its number. */
export function pull({ gitops }: Stage, number: number): PullRequest {
  const found = gitops.pullRequests[number - 1]
  if (found === undefined) throw new Error(`There is no pull request ${String(number)}`)
  return found
}

/** The parents of the newest commit of the branch. */
export const parentsOf = async ({ gitops }: Stage, branch = 'bump'): Promise<readonly string[]> =>
  (await gitops.log(branch))[0]?.parents ?? []

/** The states of all pull requests, and what the file is on the branch. */
export async function after(
  stage: Stage,
  states: string,
  api: string,
  web = 'v1'
): Promise<readonly (readonly [unknown, unknown])[]> {
  return [
    [stage.gitops.pullRequests.map(({ state }) => state).join(' '), states],
    [await stage.gitops.read('bump', PATH), text(api, web)]
  ]
}
