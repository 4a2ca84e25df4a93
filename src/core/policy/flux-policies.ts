import { isImageName } from '../image/grammar.ts'
import { isTemplate } from '../manifest/format.ts'
import { fluxAutomations, type FluxAutomation } from './flux-automation.ts'
import { fluxName, fluxNamespace, fluxTitle, ofKind } from './flux-object.ts'
import { fluxRule } from './flux-rule.ts'
import type { GitOpsBranch } from './gitops-branch.ts'
import type { DigestWriting, ControllerPolicy } from './controller-policy.ts'
import type { PolicyProblems } from './policy-problems.ts'
import type { Resource } from './resource.ts'
import type { WordedAutomation } from './wording.ts'

const DIGESTS: ReadonlyMap<string, DigestWriting> = new Map([
  ['Never', 'never'],
  ['IfNotPresent', 'if-absent'],
  ['Always', 'always']
])

/** Fields of an `ImageRepository` by which the cluster comes to the registry. */
const OF_THE_CLUSTER = ['secretRef', 'serviceAccountName', 'certSecretRef', 'proxySecretRef', 'provider']

/** The repository that a policy refers to. Two of one name, in manifests of two clusters say, count where they agree. */
function repositoryOf(
  policy: Resource,
  resources: readonly Resource[],
  problems: PolicyProblems
): Resource | undefined {
  const ref = policy.spec.at('imageRepositoryRef')
  const name = ref.at('name').text ?? ''
  const namespace = ref.at('namespace').text ?? fluxNamespace(policy)
  const found = resources.filter(
    (each) => ofKind(each, 'ImageRepository') && each.name === name && fluxNamespace(each) === namespace
  )
  const [repository, ...others] = found
  const title = fluxTitle(policy)
  if (repository === undefined) {
    problems.leave(`${title}: no ImageRepository "${namespace}:${name}" is among the policies: left alone.`)
    return undefined
  }
  const other = others.find((each) => imageOf(each) !== imageOf(repository))
  if (other !== undefined) {
    problems.add(
      other.placeOf(other.spec.at('image')),
      `${fluxTitle(other)} is "${imageOf(other)}" here and "${imageOf(repository)}" elsewhere.`
    )
    return undefined
  }
  const isForeign = namespace !== fluxNamespace(policy)
  if (isForeign && !repository.spec.at('accessFrom').isThere) {
    problems.leave(`${title}: ${fluxTitle(repository)} gives other namespaces no access: left alone.`)
    return undefined
  }
  return repository
}

const imageOf = ({ spec }: Resource): string => spec.at('image').text ?? ''

function isUsable(policy: Resource, repository: Resource, problems: PolicyProblems): boolean {
  for (const resource of [policy, repository]) {
    if (!resource.spec.at('suspend').isTrue) continue
    problems.leave(`${fluxTitle(resource)} is suspended: left alone.`)
    return false
  }
  const image = imageOf(repository)
  if (isTemplate(image)) {
    problems.leave(`${fluxTitle(repository)} is the source of a template ("${image}"): left alone.`)
    return false
  }
  if (isImageName(image)) return true
  problems.add(
    repository.placeOf(repository.spec.at('image')),
    `"image" of ${fluxTitle(repository)} ("${image}") is not an image name, without a tag and without "https://".`
  )
  return false
}

function digestOf(policy: Resource, problems: PolicyProblems): DigestWriting {
  const value = policy.spec.at('digestReflectionPolicy')
  const digest = DIGESTS.get(value.text ?? 'Never')
  if (digest !== undefined) return digest
  problems.add(
    policy.placeOf(value),
    `"digestReflectionPolicy" is "${value.text ?? ''}", not one of "Never", "IfNotPresent" and "Always".`
  )
  return 'never'
}

function tellUnhonoured(policy: Resource, repository: Resource, problems: PolicyProblems): void {
  for (const field of OF_THE_CLUSTER) {
    if (repository.spec.at(field).isThere) problems.ignore(`${field} (set "registry-auth")`)
  }
  if (repository.spec.at('insecure').isTrue) problems.ignore('insecure')
  for (const { spec } of [policy, repository]) {
    if (spec.at('interval').isThere) problems.ignore('interval (the schedule of the workflow)')
  }
}

function policyOf(
  policy: Resource,
  resources: readonly Resource[],
  automations: readonly FluxAutomation[],
  problems: PolicyProblems
): ControllerPolicy | undefined {
  const repository = repositoryOf(policy, resources, problems)
  if (repository === undefined || !isUsable(policy, repository, problems)) return undefined
  const rule = fluxRule(policy, repository, problems)
  const digest = digestOf(policy, problems)
  tellUnhonoured(policy, repository, problems)
  const roots = automations.filter((each) => each.selects(policy)).map(({ root }) => root)
  if (roots.length === 0 && automations.length > 0) {
    problems.leave(`${fluxTitle(policy)}: no ImageUpdateAutomation of this branch selects it: left alone.`)
  }
  if (rule === undefined || roots.length === 0) return undefined
  const image = imageOf(repository)
  return {
    name: fluxName(policy),
    title: fluxTitle(policy),
    place: policy.placeOf(policy.spec),
    image,
    rule,
    platforms: [],
    digest,
    target: { kind: 'markers', roots }
  }
}

/** A policy that several files hold alike is one. */
const spelled = ({ image, rule, digest, target }: ControllerPolicy): string =>
  JSON.stringify([
    image,
    rule.order,
    rule.filter.allow?.text,
    rule.filter.extract?.text,
    rule.filter.ignore.map(({ text }) => text),
    digest,
    target
  ])

function eachOnce(
  policies: readonly ControllerPolicy[],
  problems: PolicyProblems
): readonly ControllerPolicy[] {
  const known = new Map<string, ControllerPolicy>()
  for (const policy of policies) {
    const earlier = known.get(policy.name)
    if (earlier === undefined) known.set(policy.name, policy)
    else if (spelled(earlier) !== spelled(policy)) {
      problems.add(
        policy.place,
        `${policy.title} is there twice, and not alike: markers cannot tell them apart.`
      )
    }
  }
  return [...known.values()]
}

/** The policies of Flux's image automation, and the automations that write them. */
export interface FluxPolicies {
  readonly policies: readonly ControllerPolicy[]
  readonly automations: readonly WordedAutomation[]
  /** The names of all policies that are there, followed or not. */
  readonly known: ReadonlySet<string>
}

/** The policies of Flux's image automation, with the directories whose markers each of them sets. */
export function fluxPolicies(
  resources: readonly Resource[],
  target: GitOpsBranch,
  problems: PolicyProblems
): FluxPolicies {
  const objects = resources.filter((each) => ofKind(each, 'ImagePolicy'))
  if (objects.length === 0) return { policies: [], automations: [], known: new Set() }
  const automations = fluxAutomations(resources, target, problems)
  const policies = objects.flatMap((each) => policyOf(each, resources, automations, problems) ?? [])
  return {
    policies: eachOnce(policies, problems),
    known: new Set(objects.map(fluxName)),
    automations: automations.map(({ root, message, selects }) => ({
      root,
      message,
      policies: new Set(objects.filter(selects).map(fluxName))
    }))
  }
}
