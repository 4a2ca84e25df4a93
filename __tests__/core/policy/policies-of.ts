import type { ControllerPolicy } from '../../../src/core/policy/controller-policy.ts'
import { readPolicies, type Policies } from '../../../src/core/policy/policies.ts'

/** The branch that the tests' policies are for. */
export const TARGET = { repository: 'https://github.com/acme/gitops', branch: 'main' }

/** Reads the policies of some texts, each a file of its own: `0.yaml`, `1.yaml` and so on. */
export const policiesOf = (...texts: readonly string[]): Policies =>
  readPolicies(
    texts.map((text, index) => ({ path: `${String(index)}.yaml`, text })),
    TARGET
  )

/** The only policy of some texts. */
export function policyOf(...texts: readonly string[]): ControllerPolicy {
  const { policies, notices } = policiesOf(...texts)
  const [policy, ...others] = policies
  if (policy === undefined || others.length > 0) {
    throw new Error(`${String(policies.length)} policies: ${notices.join(' ')}`)
  }
  return policy
}

/** What is told when texts are refused. */
export function refusalOf(...texts: readonly string[]): string {
  try {
    policiesOf(...texts)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  throw new Error('The policies were not refused')
}
