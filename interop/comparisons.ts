import { argocdCases } from './argocd-cases.ts'
import { argocdDifferences } from './argocd-differences.ts'
import { differences, type Difference } from './differences.ts'
import { editCases } from './edit-cases.ts'
import { helmCases } from './helm-cases.ts'
import { helmDifferences } from './helm-differences.ts'
import { messageCases } from './message-cases.ts'
import { messageDifferences } from './message-differences.ts'
import { outcome, type Case, type Part } from './outcome.ts'
import { policyCases } from './policy-cases.ts'
import { policyDifferences } from './policy-differences.ts'
import { setterCases } from './setter-cases.ts'
import { setterDifferences } from './setter-differences.ts'
import { updaterCases } from './updater-cases.ts'
import { updaterDifferences } from './updater-differences.ts'

/** What is compared with one tool: the table of cases, and what is meant to differ in it. */
export interface Comparison {
  /** The heading of its list in `docs/differences.md`. */
  readonly tool: string
  readonly cases: readonly Case[]
  readonly differences: readonly Difference[]
}

/** Every comparison, in the order of the page. */
export const comparisons: readonly Comparison[] = [
  { tool: 'kustomize edit set image', cases: editCases, differences },
  {
    tool: 'Flux markers, by the image automation controller',
    cases: setterCases,
    differences: setterDifferences
  },
  { tool: 'Messages of Flux, by text/template', cases: messageCases, differences: messageDifferences },
  { tool: 'Argo CD overrides, by the types of Argo CD', cases: argocdCases, differences: argocdDifferences },
  { tool: 'Helm values, by `helm --set-string`', cases: helmCases, differences: helmDifferences },
  {
    tool: 'Image policies, by the image reflector controller',
    cases: policyCases,
    differences: policyDifferences
  },
  {
    tool: 'Annotations of Argo CD Image Updater, by its registry scanner',
    cases: updaterCases,
    differences: updaterDifferences
  }
]

/** Every intended difference has a case that shows it, and every such case a difference that is listed. */
export function compareLists(): Part {
  const outcomes = comparisons.flatMap(({ cases, differences: intended }) => {
    const listed = new Set(intended.map(({ id }) => id))
    const shown = new Set(cases.flatMap(({ differs }) => (differs === undefined ? [] : [differs])))
    return [...new Set([...listed, ...shown])].map((id) =>
      outcome(
        `the difference ${id} is listed and shown`,
        listed.has(id) && shown.has(id) ? undefined : 'it is only one of the two'
      )
    )
  })
  return { title: 'intended differences', outcomes, report: [`${outcomes.length} are listed and shown`] }
}
