import { isTemplate } from '../manifest/format.ts'
import { ROOT } from '../selection/selection.ts'
import type { Value } from '../yaml/value.ts'
import type { ConfiguredApplication, Setting, WriteBack } from './argocd-settings.ts'
import type { ApplicationTarget, ManifestTool } from './controller-policy.ts'
import { isSameRepository, type GitOpsBranch } from './gitops-branch.ts'
import type { PolicyProblems } from './policy-problems.ts'
import { pathIn } from './repository-path.ts'

/** Where an Application has its versions written: a source of it. */
export interface ApplicationSource {
  readonly value: Value
  /** The keys that lead to it in the Application. */
  readonly way: ApplicationTarget['way']
  /** Its directory on this branch of this repository; `undefined` for one that is elsewhere. */
  readonly directory: string | undefined
}

/** An Application, for messages. */
export const titleOf = ({ application }: ConfiguredApplication): string => `Application "${application.name}"`

/** What a source says that its manifests are made with. */
export function toolOf(source: Value): ManifestTool | undefined {
  if (source.at('helm').isThere || source.at('chart').isThere) return 'helm'
  return source.at('kustomize').isThere ? 'kustomize' : undefined
}

type SourceAt = Pick<ApplicationSource, 'value' | 'way'>

const sourcesOf = ({ application: { spec } }: ConfiguredApplication): readonly SourceAt[] => [
  ...(spec.at('source').isThere ? [{ value: spec.at('source'), way: ['spec', 'source'] }] : []),
  ...spec.at('sources').items.map((value, index) => ({ value, way: ['spec', 'sources', index] }))
]

/** The branch that versions are committed to; `undefined` for the default branch. */
function baseOf(branch: Setting | undefined, source: Value): string | undefined {
  const [base = ''] = (branch?.text ?? '').split(':')
  // That of a chart is its version.
  const revision = source.at('chart').isThere ? undefined : source.at('targetRevision').text
  const named = base || (revision ?? '')
  return named === '' || named === 'HEAD' ? undefined : named.replace(/^refs\/heads\//, '')
}

/** The method of writing back, and what stands behind its colon. */
export const methodOf = (method: Setting | undefined): readonly string[] =>
  (method?.text ?? 'argocd').split(':')

/** Whether versions are written to files of the repository, and not to the Application itself. */
export const isWrittenBeside = ({ writeBack: { method, target } }: ConfiguredApplication): boolean =>
  target !== undefined || methodOf(method)[0] === 'git'

const hasPath = ({ value }: SourceAt): boolean => value.at('path').isThere

/** Whether what is told leads to a file without the path of a source: those of charts, and of values for them, have none. */
const isTold = ({ repository, target }: WriteBack): boolean =>
  target !== undefined && (repository !== undefined || target.text.includes(':/'))

/** Whether a source is in this repository. */
const isHere = ({ writeBack }: ConfiguredApplication, source: SourceAt, target: GitOpsBranch): boolean =>
  (hasPath(source) || isTold(writeBack)) &&
  isSameRepository(writeBack.repository?.text ?? source.value.at('repoURL').text ?? '', target)

/** Of the sources here, the one whose tool is written for; else the first with a path. */
function chosen({ writeBack }: ConfiguredApplication, sources: readonly SourceAt[]): SourceAt | undefined {
  const tool = writeBack.target?.text.startsWith('helmvalues') === true ? 'helm' : 'kustomize'
  const isOfTool = ({ value }: SourceAt): boolean => writeBack.target !== undefined && value.at(tool).isThere
  return sources.find(isOfTool) ?? sources.find(hasPath) ?? sources[0]
}

function directoryOf(source: SourceAt): string | undefined {
  const text = source.value.at('path').text ?? ''
  return isTemplate(text) ? undefined : pathIn(ROOT, text)
}

/** The source that the updater sets in the Application itself: the first of Helm or kustomize, else the first one. */
function ownSource(configured: ConfiguredApplication, target: GitOpsBranch): ApplicationSource | undefined {
  const sources = sourcesOf(configured)
  const isOwn = ({ value }: SourceAt): boolean => value.at('helm').isThere || value.at('kustomize').isThere
  const source = sources.find(isOwn) ?? sources.find(({ value }) => value.at('chart').isThere) ?? sources[0]
  if (source === undefined) return undefined
  const base = baseOf(undefined, source.value)
  const isOnBranch = base === undefined || base === target.branch
  const directory = isOnBranch && isHere(configured, source, target) ? directoryOf(source) : undefined
  return { ...source, directory }
}

/**
 * The source of an Application that is written. One with files beside it has to be on this branch of this repository: `undefined`
 * where there is none, which is then told.
 */
export function writableSource(
  configured: ConfiguredApplication,
  target: GitOpsBranch,
  problems: PolicyProblems
): ApplicationSource | undefined {
  if (!isWrittenBeside(configured)) return ownSource(configured, target)
  const { repository, branch } = configured.writeBack
  const sources = sourcesOf(configured)
  const source = chosen(
    configured,
    sources.filter((each) => isHere(configured, each, target))
  )
  if (source === undefined) {
    const urls = sources.map(({ value }) => value.at('repoURL').text ?? '')
    problems.leave(
      `${titleOf(configured)} is written in another repository (${repository?.text ?? urls.join(', ')}): left alone.`
    )
    return undefined
  }
  if ((branch?.text.split(':').length ?? 0) > 2) {
    problems.add(
      branch?.place ?? configured.application.placeOf(source.value),
      `"git-branch" of ${titleOf(configured)} is "${branch?.text ?? ''}": write BASE, BASE:WRITE or :WRITE.`
    )
  }
  const own = sources.find(({ value }) => isSameRepository(value.at('repoURL').text ?? '', target))
  const base = baseOf(branch, (own ?? source).value)
  if (base !== undefined && base !== target.branch) {
    problems.leave(
      `${titleOf(configured)} is for the branch "${base}": left alone on "${target.branch}". A step with "branch: ${base}" updates it.`
    )
    return undefined
  }
  const directory = directoryOf(source)
  if (directory !== undefined) return { ...source, directory }
  const path = source.value.at('path')
  problems.add(
    configured.application.placeOf(path),
    `The path "${path.text ?? ''}" of ${titleOf(configured)} is none in the repository.`
  )
  return undefined
}
