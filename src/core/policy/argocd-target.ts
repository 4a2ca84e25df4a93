import { isTemplate } from '../manifest/format.ts'
import { ROOT } from '../selection/selection.ts'
import type { Value } from '../yaml/value.ts'
import type { ConfiguredApplication, ConfiguredImage, Setting } from './argocd-settings.ts'
import { isSameRepository, type GitOpsBranch } from './gitops-branch.ts'
import type { ManifestTool, PolicyTarget } from './controller-policy.ts'
import type { PolicyProblems } from './policy-problems.ts'
import { pathIn } from './repository-path.ts'

/** Where an Application has its versions written: a source of it that is in the repository. */
export interface ApplicationSource {
  readonly directory: string
  readonly tool: ManifestTool | undefined
}

const titleOf = ({ application }: ConfiguredApplication): string => `Application "${application.name}"`

function toolOf(source: Value): ManifestTool | undefined {
  if (source.at('helm').isThere) return 'helm'
  return source.at('kustomize').isThere ? 'kustomize' : undefined
}

const sourcesOf = ({ application: { spec } }: ConfiguredApplication): readonly Value[] => [
  ...(spec.at('source').isThere ? [spec.at('source')] : []),
  ...spec.at('sources').items
]

/** The branch that versions are committed to; `undefined` for the default branch. */
function baseOf(branch: Setting | undefined, source: Value): string | undefined {
  const [base = ''] = (branch?.text ?? '').split(':')
  const named = base || (source.at('targetRevision').text ?? '')
  return named === '' || named === 'HEAD' ? undefined : named.replace(/^refs\/heads\//, '')
}

/**
 * The source of an Application that is on this branch of this repository. `undefined` where there is none, which is then told:
 * what is elsewhere cannot be written.
 */
export function writableSource(
  configured: ConfiguredApplication,
  target: GitOpsBranch,
  problems: PolicyProblems
): ApplicationSource | undefined {
  const { repository, branch } = configured.writeBack
  const sources = sourcesOf(configured)
  const isHere = (source: Value): boolean =>
    isSameRepository(repository?.text ?? source.at('repoURL').text ?? '', target)
  const source = sources.find((each) => isHere(each) && each.at('path').isThere)
  if (source === undefined) {
    const where = repository?.text ?? sources.map((each) => each.at('repoURL').text ?? '').join(', ')
    problems.leave(`${titleOf(configured)} is written in another repository (${where}): left alone.`)
    return undefined
  }
  const base = baseOf(branch, source)
  if (base !== undefined && base !== target.branch) {
    problems.leave(
      `${titleOf(configured)} is for the branch "${base}": left alone on "${target.branch}". A step with "branch: ${base}" updates it.`
    )
    return undefined
  }
  return directoryOf(configured, source, problems)
}

function directoryOf(
  configured: ConfiguredApplication,
  source: Value,
  problems: PolicyProblems
): ApplicationSource | undefined {
  const { placeOf } = configured.application
  const path = source.at('path')
  const text = path.text ?? ''
  const directory = isTemplate(text) ? undefined : pathIn(ROOT, text)
  if (directory !== undefined) return { directory, tool: toolOf(source) }
  problems.add(placeOf(path), `The path "${text}" of ${titleOf(configured)} is none in the repository.`)
  return undefined
}

/** What of the way to write back a workflow does otherwise. */
export function tellWriteBack({ writeBack }: ConfiguredApplication, problems: PolicyProblems): void {
  const { method, branch } = writeBack
  const [kind = '', credentials] = (method?.text ?? 'argocd').split(':')
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

/** Where the image of an Application is written, as `write-back-target` says. `undefined` where that leads nowhere. */
export function argocdTarget(
  configured: ConfiguredApplication,
  { directory, tool }: ApplicationSource,
  { helm, kustomizeName }: ConfiguredImage,
  problems: PolicyProblems
): PolicyTarget | undefined {
  const { target } = configured.writeBack
  if (target === undefined) {
    const files = overrideFiles(configured, directory)
    return { kind: 'override', directory, files, tool, keys: helm, original: kustomizeName }
  }
  const [, kind, path = ''] = /^(kustomization|helmvalues)(?::(.*))?$/.exec(target.text) ?? []
  const found = pathIn(directory, path || (kind === 'helmvalues' ? 'values.yaml' : ''))
  if (kind === undefined || found === undefined) {
    const why = kind === undefined ? 'is none that the updater knows' : 'leaves the repository'
    problems.add(target.place, `The target "${target.text}" of ${titleOf(configured)} ${why}.`)
    return undefined
  }
  return kind === 'kustomization'
    ? { kind, directory: found, original: kustomizeName }
    : { kind: 'values', path: found, keys: helm }
}
