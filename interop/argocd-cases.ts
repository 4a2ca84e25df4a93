import type { ArgocdCase } from './argocd-case.ts'
import { itemCases } from './argocd-item-cases.ts'
import { parameterCases } from './argocd-parameter-cases.ts'

/** Every file with overrides that is compared. */
export const argocdCases: readonly ArgocdCase[] = [...itemCases, ...parameterCases]
