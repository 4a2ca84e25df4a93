import { ROOT } from '../selection/selection.ts'
import type { Item, NewEntry } from '../yaml/operation.ts'
import type { Value } from '../yaml/value.ts'
import type { ConfiguredApplication, ConfiguredImage } from './argocd-settings.ts'
import { isWrittenBeside, methodOf, titleOf, toolOf, type ApplicationSource } from './argocd-source.ts'
import type {
  ApplicationTarget,
  OverriddenSource,
  OverrideTarget,
  PolicyTarget,
  SourceOverrides
} from './controller-policy.ts'
import type { PolicyProblems } from './policy-problems.ts'
import { pathIn } from './repository-path.ts'

/** What of the way to write back a workflow does otherwise. */
export function tellWriteBack({ writeBack }: ConfiguredApplication, problems: PolicyProblems): void {
  const { method, branch } = writeBack
  const [kind, credentials] = methodOf(method)
  if (kind !== 'git') problems.ignore('write-back-method "argocd" (versions are written to Git)')
  else if (credentials !== undefined) problems.ignore('credentials in write-back-method (the "token")')
  if ((branch?.text.split(':')[1] ?? '') !== '') {
    problems.ignore('the write branch of git-branch (set "mode: pull-request")')
  }
}

/** The names of the override of an Application: that of one in a namespace of its own has the namespace before it. */
function overrideFiles(
  { application: { name, namespace } }: ConfiguredApplication,
  directory: string
): readonly [string, ...string[]] {
  const within = directory === ROOT ? '' : `${directory}/`
  const plain = `${within}.argocd-source-${name}.yaml`
  if (namespace === undefined) return [plain]
  const apart = `${within}.argocd-source-${namespace}_${name}.yaml`
  return namespace === 'argocd' ? [plain, apart] : [apart, plain]
}

/** A parameter as it stands in an override. */
function parameterItem(name: string, parameter: Value): Item {
  const isForced = parameter.at('forceString').isTrue
  const entries: readonly NewEntry[] = [
    ['name', name],
    ['value', parameter.at('value').text ?? '']
  ]
  return isForced ? [...entries, ['forcestring', true]] : entries
}

function ownOverrides({ value }: ApplicationSource): SourceOverrides {
  const parameters = value.at('helm', 'parameters').items.flatMap((parameter) => {
    const name = parameter.at('name').text
    return name === undefined ? [] : [[name, parameterItem(name, parameter)] as const]
  })
  const images = value.at('kustomize', 'images').items.flatMap(({ text }) => text ?? [])
  return { parameters: new Map(parameters), images }
}

/** The source of an Application itself, or the override that is there beside it. */
function overriding(
  configured: ConfiguredApplication,
  source: ApplicationSource,
  { helm, kustomizeName }: ConfiguredImage
): OverrideTarget | ApplicationTarget | undefined {
  const { value, way, directory } = source
  const named: OverriddenSource = {
    tool: toolOf(value),
    keys: helm,
    original: kustomizeName,
    own: ownOverrides(source)
  }
  const override: OverrideTarget | undefined =
    directory === undefined
      ? undefined
      : { kind: 'override', directory, files: overrideFiles(configured, directory), ...named }
  if (isWrittenBeside(configured)) return override
  const { application } = configured
  const { file: path } = application.placeOf(application.spec)
  const object = { kind: 'Application', name: application.name, namespace: application.namespace }
  return { kind: 'application', path, object, way, override, ...named }
}

/** Where the image of an Application is written, as `write-back-target` says. `undefined` where that leads nowhere. */
export function argocdTarget(
  configured: ConfiguredApplication,
  source: ApplicationSource,
  image: ConfiguredImage,
  problems: PolicyProblems
): PolicyTarget | undefined {
  const { target } = configured.writeBack
  if (target === undefined) return overriding(configured, source, image)
  const [, kind, path = ''] = /^(kustomization|helmvalues)(?::(.*))?$/.exec(target.text) ?? []
  const found = pathIn(source.directory ?? ROOT, path || (kind === 'helmvalues' ? 'values.yaml' : ''))
  if (kind === undefined || found === undefined) {
    const why = kind === undefined ? 'is none that the updater knows' : 'leaves the repository'
    problems.add(target.place, `The target "${target.text}" of ${titleOf(configured)} ${why}.`)
    return undefined
  }
  return kind === 'kustomization'
    ? { kind, directory: found, original: image.kustomizeName }
    : { kind: 'values', path: found, keys: image.helm }
}
