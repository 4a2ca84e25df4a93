import { count } from '../count.ts'
import { UpdateError, formatPlace } from '../error.ts'
import type { PlannedFile } from '../plan/planned-file.ts'
import { argocdPolicies } from './argocd-policies.ts'
import { fluxPolicies } from './flux-policies.ts'
import type { GitOpsBranch } from './gitops-branch.ts'
import type { ControllerPolicy } from './controller-policy.ts'
import { PolicyProblems } from './policy-problems.ts'
import { readResources } from './resource.ts'
import type { WordedAutomation } from './wording.ts'

/** The policies of some manifests, and what a person should know of those that are not followed. */
export interface Policies {
  readonly policies: readonly ControllerPolicy[]
  /** What words the commits of those that are Flux's. */
  readonly automations: readonly WordedAutomation[]
  readonly notices: readonly string[]
  /** The names of all policies of Flux, followed or not. */
  readonly known: ReadonlySet<string>
}

const OF_INTEREST = /toolkit\.fluxcd\.io\/|argoproj\.io\//

/**
 * Reads the policies that files hold for Flux's image automation and for Argo CD Image Updater.
 *
 * @throws UpdateError `input` with everything that is wrong with them, or where there is no policy at all
 */
export function readPolicies(
  files: readonly Pick<PlannedFile, 'path' | 'text'>[],
  target: GitOpsBranch
): Policies {
  const problems = new PolicyProblems()
  const { all, faults } = readResources(files, OF_INTEREST)
  for (const place of faults) problems.leave(`${formatPlace(place)} is not YAML: no policy is read there.`)
  const flux = fluxPolicies(all, target, problems)
  const policies = [...flux.policies, ...argocdPolicies(all, target, problems)]
  problems.throwIfAny()
  if (policies.length === 0 && problems.notices.length === 0) throw noPolicies(files.length)
  return { policies, automations: flux.automations, known: flux.known, notices: problems.notices }
}

const noPolicies = (files: number): UpdateError =>
  new UpdateError('input', `No policy is in the ${count(files, 'file')} of "policies".`, {
    hint: 'They are read for ImagePolicy objects of Flux, and for Applications with annotations of Argo CD Image Updater or ImageUpdater objects.'
  })
