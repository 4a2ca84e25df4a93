import { readPolicies } from '../src/core/policy/policies.ts'
import { chooseTag } from '../src/core/version/choose.ts'
import { candidatesOf } from '../src/core/version/filter.ts'
import type { Oracle } from './go-program.ts'
import { compared, countOf, type Part } from './outcome.ts'
import { updaterCases, type UpdaterCase } from './updater-cases.ts'

/** What the program `oracles/updater` is asked, and what it answers. */
export type UpdaterQuestion = Pick<UpdaterCase, 'image' | 'annotations' | 'tags' | 'created'>

export interface UpdaterAnswer {
  /** Empty where nothing is chosen. */
  readonly tag: string
  readonly refusal?: string
}

const REPOSITORY = 'https://github.com/acme/gitops'
const PREFIX = 'argocd-image-updater.argoproj.io/'
const NOTHING = 'nothing'

/** The Application that the case is about: JSON is YAML. */
function applicationOf({ image, annotations }: UpdaterCase): string {
  const own = Object.entries({ 'image-list': image, 'write-back-method': 'git', ...annotations })
  return JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: 'app',
      annotations: Object.fromEntries(own.map(([key, value]) => [PREFIX + key, value]))
    },
    spec: { source: { repoURL: REPOSITORY, path: 'app', kustomize: {} } }
  })
}

/** What we choose; nothing, too, where we refuse. */
function ours(one: UpdaterCase): string {
  try {
    const target = { repository: REPOSITORY, branch: 'main' }
    const [policy] = readPolicies([{ path: 'app.yaml', text: applicationOf(one) }], target).policies
    if (policy === undefined) return NOTHING
    const timeOf = (time: number | undefined) => (time === undefined ? '' : String(time).padStart(20, '0'))
    const times = new Map(one.tags.map((tag) => [tag, timeOf(one.created?.[tag])]))
    return chooseTag(candidatesOf(one.tags, policy.rule.filter), policy.rule, times)?.tag ?? NOTHING
  } catch {
    return NOTHING
  }
}

const theirs = (answer: UpdaterAnswer | undefined): string =>
  answer === undefined ? 'no answer' : answer.tag || NOTHING

/** Compares what we choose by annotations with what the registry scanner of Argo CD Image Updater chooses. */
export async function compareUpdater(updater: Oracle<UpdaterQuestion, UpdaterAnswer>): Promise<Part> {
  const answers = await updater(
    updaterCases.map(({ image, annotations, tags, created = {} }) => ({ image, annotations, tags, created }))
  )
  const outcomes = updaterCases.map((one, index) => {
    const [our, their] = [ours(one), theirs(answers[index])]
    return compared(one, our === their, our, their)
  })
  return {
    title: 'Annotations of Argo CD Image Updater, by its registry scanner',
    outcomes,
    report: [countOf('policies', updaterCases)]
  }
}
