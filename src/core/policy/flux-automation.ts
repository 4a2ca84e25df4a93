import { ROOT } from '../selection/selection.ts'
import { selectsLabels } from './label-selector.ts'
import { isSameRepository, type GitOpsBranch } from './gitops-branch.ts'
import type { PolicyProblems } from './policy-problems.ts'
import { pathIn } from './repository-path.ts'
import { fluxMessage, type FluxMessage } from './flux-message.ts'
import { fluxNamespace, fluxTitle, ofKind } from './flux-object.ts'
import type { Resource } from './resource.ts'

/** What one `ImageUpdateAutomation` has updated: the files beneath a path, by the policies that it selects. */
export interface FluxAutomation {
  readonly root: string
  readonly selects: (policy: Resource) => boolean
  /** How its commits are worded, where it says so. */
  readonly message: FluxMessage | undefined
}

const EVERYTHING: FluxAutomation = { root: ROOT, selects: () => true, message: undefined }

interface Checkout {
  readonly branch: string | undefined
  readonly url: string | undefined
}

/** The branch that an automation checks out: its own word, or else that of its `GitRepository`. */
function checkoutOf(automation: Resource, resources: readonly Resource[]): Checkout {
  const sourceRef = automation.spec.at('sourceRef')
  const namespace = sourceRef.at('namespace').text ?? fluxNamespace(automation)
  const source = resources.find(
    (each) =>
      ofKind(each, 'GitRepository') &&
      each.name === sourceRef.at('name').text &&
      fluxNamespace(each) === namespace
  )
  const own = automation.spec.at('git', 'checkout', 'ref')
  const ref = own.isThere || source === undefined ? own : source.spec.at('ref')
  return { branch: ref.at('branch').text, url: source?.spec.at('url').text }
}

function isOurs(
  automation: Resource,
  resources: readonly Resource[],
  target: GitOpsBranch,
  problems: PolicyProblems
): boolean {
  const title = fluxTitle(automation)
  const { branch, url } = checkoutOf(automation, resources)
  if (automation.spec.at('suspend').isTrue) {
    problems.leave(`${title} is suspended: left alone.`)
    return false
  }
  if (url !== undefined && !isSameRepository(url, target)) {
    problems.leave(`${title} is for another repository (${url}): left alone.`)
    return false
  }
  if (branch !== undefined && branch !== target.branch) {
    problems.leave(
      `${title} is for the branch "${branch}": left alone on "${target.branch}". A step with "branch: ${branch}" updates it.`
    )
    return false
  }
  return true
}

/** Names what such an object has and a workflow does otherwise. */
function tellUnhonoured(automation: Resource, problems: PolicyProblems): void {
  const { spec } = automation
  const push = spec.at('git', 'push')
  const pushed = push.at('branch').text
  if (pushed !== undefined && pushed !== checkoutBranch(automation)) {
    problems.leave(
      `${fluxTitle(automation)} pushes to "${pushed}": "mode" and "pull-request-branch" say where the change goes here.`
    )
  }
  if (push.at('refspec').isThere) problems.ignore('git.push.refspec')
  if (push.at('options').isThere) problems.ignore('git.push.options')
  if (spec.at('git', 'commit', 'signingKey').isThere) problems.ignore('git.commit.signingKey')
  if (spec.at('git', 'commit', 'author').isThere) problems.ignore('git.commit.author')
  if (spec.at('interval').isThere) problems.ignore('interval (the schedule of the workflow)')
}

const checkoutBranch = (automation: Resource): string | undefined =>
  automation.spec.at('git', 'checkout', 'ref', 'branch').text

function automationOf(automation: Resource, problems: PolicyProblems): FluxAutomation | undefined {
  const path = automation.spec.at('update', 'path')
  const root = pathIn(ROOT, path.text ?? '')
  if (root === undefined) {
    problems.add(automation.placeOf(path), `"update.path" ("${path.text ?? ''}") leaves the repository.`)
    return undefined
  }
  const selector = automation.spec.at('policySelector')
  const namespace = fluxNamespace(automation)
  return {
    root,
    message: fluxMessage(automation),
    selects: (policy) => fluxNamespace(policy) === namespace && selectsLabels(selector, policy.labels)
  }
}

/**
 * The automations that update this branch. Where there is no such object at all, every policy is for the whole repository:
 * the object may be kept elsewhere.
 */
export function fluxAutomations(
  resources: readonly Resource[],
  target: GitOpsBranch,
  problems: PolicyProblems
): readonly FluxAutomation[] {
  const automations = resources.filter((each) => ofKind(each, 'ImageUpdateAutomation'))
  if (automations.length === 0) return [EVERYTHING]
  return automations
    .filter((each) => isOurs(each, resources, target, problems))
    .flatMap((each) => {
      tellUnhonoured(each, problems)
      return automationOf(each, problems) ?? []
    })
}
