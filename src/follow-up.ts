import type { Settings } from './inputs/settings.ts'
import { deployedSummary, mergedSummary } from './report/summary.ts'
import type { Outcome, Ports } from './update.ts'
import { awaitDeployment, awaitMerge, isDeployed, type Awaited } from './waiting.ts'

const NOTHING_TO_WAIT_FOR =
  'The pull request is not merged yet: there is nothing to wait for, and no deployment to record.'

const onlyExact = (name: string): string =>
  `"wait-for" names no known agent ("argocd", "flux") and holds no "*": only what is called "${name}" counts.`

/**
 * The commit on the base branch that an agent deploys; `undefined` where none was written, or what was is only proposed. A merge
 * that is waited for takes the place of the proposal in outputs and summary.
 */
async function deployable(
  { receipt, base }: Outcome,
  settings: Settings,
  ports: Ports
): Promise<Awaited | undefined> {
  const { commit, branch, pullRequest } = receipt
  if (pullRequest === undefined || pullRequest.merge === 'merged') {
    return commit && { branch, commit: commit.oid }
  }
  if (pullRequest.merge === undefined || settings.waitFor === undefined) {
    ports.reporter.notice(NOTHING_TO_WAIT_FOR)
    return undefined
  }
  const merge = await awaitMerge(pullRequest.number, settings, ports)
  ports.reporter.output('commit-sha', merge.oid)
  ports.reporter.output('branch', base.branch)
  await ports.reporter.summary(mergedSummary(pullRequest, merge, base.branch))
  return { branch: base.branch, commit: merge.oid }
}

/**
 * What comes after the report: the GitOps agent's word on what was written.
 *
 * @throws UpdateError `not-deployed`
 */
export async function followUp(outcome: Outcome, settings: Settings, ports: Ports): Promise<void> {
  const { waitFor, environment, mode } = settings
  if (mode.kind === 'dry-run' || (waitFor ?? environment) === undefined) return
  const { base, receipt, provenance } = outcome
  if (waitFor?.isExact === true) ports.reporter.notice(onlyExact(waitFor.name))
  const tell = (deployed: boolean): void => {
    if (waitFor !== undefined) ports.reporter.output('deployed', String(deployed))
  }
  const awaited = await deployable(outcome, settings, ports)
  if (awaited !== undefined) {
    const words = await awaitDeployment(awaited, settings, ports, provenance.run)
    tell(true)
    if (words.length > 0) await ports.reporter.summary(deployedSummary(words))
  } else if (receipt.pullRequest === undefined && waitFor !== undefined) {
    tell(await isDeployed({ branch: base.branch, commit: base.head }, waitFor, ports))
  }
}
