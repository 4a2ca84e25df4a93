import { isImageName } from '../image/grammar.ts'
import { splitReference } from '../image/reference.ts'
import { annotatedApplication, isAnnotated } from './argocd-annotations.ts'
import { argocdPlatforms, argocdRule } from './argocd-rule.ts'
import type { ConfiguredApplication, ConfiguredImage } from './argocd-settings.ts'
import { writableSource, type ApplicationSource } from './argocd-source.ts'
import { argocdTarget, tellWriteBack } from './argocd-target.ts'
import { updatedApplications } from './argocd-updaters.ts'
import type { GitOpsBranch } from './gitops-branch.ts'
import type { ControllerPolicy } from './controller-policy.ts'
import type { PolicyProblems } from './policy-problems.ts'
import type { Resource } from './resource.ts'

const isOfArgocd =
  (kind: string) =>
  (each: Resource): boolean =>
    each.kind === kind && /^argocd-image-updater\.argoproj\.io\/|^argoproj\.io\//.test(each.apiVersion)

function policyOf(
  configured: ConfiguredApplication,
  source: ApplicationSource,
  image: ConfiguredImage,
  problems: PolicyProblems
): ControllerPolicy | undefined {
  const { reference, alias, settings } = image
  const { name, tag = '', digest } = splitReference(reference.text)
  const { name: application } = configured.application
  const title = `Application "${application}", image "${alias ?? name}"`
  if (!isImageName(name) || digest !== undefined) {
    problems.add(reference.place, `"${reference.text}" is not IMAGE or IMAGE:CONSTRAINT (${title}).`)
    return undefined
  }
  const rule = argocdRule(settings, { text: tag, place: reference.place }, problems)
  const platforms = argocdPlatforms(settings, problems)
  const target = argocdTarget(configured, source, image, problems)
  if (rule === undefined || target === undefined) return undefined
  return {
    name: `${application}:${alias ?? name}`,
    title,
    place: reference.place,
    image: name,
    rule,
    platforms,
    digest: rule.order.by === 'digest' ? 'always' : 'never',
    target
  }
}

function policiesOf(
  configured: ConfiguredApplication,
  target: GitOpsBranch,
  problems: PolicyProblems
): readonly ControllerPolicy[] {
  const source = writableSource(configured, target, problems)
  if (source === undefined) return []
  tellWriteBack(configured, problems)
  return configured.images.flatMap((image) => policyOf(configured, source, image, problems) ?? [])
}

function configuredApplications(
  resources: readonly Resource[],
  problems: PolicyProblems
): readonly ConfiguredApplication[] {
  const applications = resources.filter(isOfArgocd('Application'))
  const updaters = resources.filter(isOfArgocd('ImageUpdater'))
  for (const { name, spec } of resources.filter(isOfArgocd('ApplicationSet'))) {
    const annotations = [...spec.at('template', 'metadata', 'annotations').fields.keys()]
    if (!annotations.some((key) => key.startsWith('argocd-image-updater.'))) continue
    problems.leave(`ApplicationSet "${name}" makes its Applications in the cluster: left alone.`)
  }
  const annotated = applications.filter(isAnnotated)
  if (updaters.length === 0) return annotated.map((each) => annotatedApplication(each, problems))
  const updated = updatedApplications(updaters, applications, problems)
  for (const each of annotated.filter((one) => !updated.some(({ application }) => application === one))) {
    problems.leave(`Application "${each.name}" has annotations, but no ImageUpdater selects it: left alone.`)
  }
  return updated
}

/** The policies of Argo CD Image Updater, with the file that each of them is written to. */
export const argocdPolicies = (
  resources: readonly Resource[],
  target: GitOpsBranch,
  problems: PolicyProblems
): readonly ControllerPolicy[] =>
  configuredApplications(resources, problems).flatMap((each) => policiesOf(each, target, problems))
