import { parseGlob } from '../version/glob.ts'
import type { Value } from '../yaml/value.ts'
import { annotatedApplication } from './argocd-annotations.ts'
import {
  helmKeys,
  mergeSettings,
  type ConfiguredApplication,
  type ConfiguredImage,
  type Setting,
  type UpdateSettings,
  type WriteBack
} from './argocd-settings.ts'
import { selectsLabels } from './label-selector.ts'
import type { PolicyProblems } from './policy-problems.ts'
import type { Resource } from './resource.ts'

/** One entry of an `ImageUpdater`'s `applicationRefs`: which Applications it is for, and what it says of them. */
interface ApplicationRef {
  readonly updater: Resource
  readonly ref: Value
  readonly matches: (application: Resource) => boolean
  /** How specific it is: of those that match, the most specific one counts. */
  readonly score: number
}

function settingAt({ placeOf }: Resource, value: Value): Setting | undefined {
  const text = value.text?.trim() ?? ''
  return text === '' ? undefined : { text, place: placeOf(value) }
}

const settingsIn = (updater: Resource, list: Value): readonly Setting[] | undefined =>
  list.isThere ? list.items.flatMap((item) => settingAt(updater, item) ?? []) : undefined

function updateSettings(updater: Resource, holder: Value, problems: PolicyProblems): UpdateSettings {
  const common = holder.at('commonUpdateSettings')
  if (common.at('pullSecret').isThere) problems.ignore('pullSecret (set "registry-auth")')
  if (holder.at('imagesVerification').isThere) problems.ignore('imagesVerification')
  return {
    strategy: settingAt(updater, common.at('updateStrategy')),
    allowTags: settingAt(updater, common.at('allowTags')),
    ignoreTags: settingsIn(updater, common.at('ignoreTags')),
    platforms: settingsIn(updater, common.at('platforms'))
  }
}

const WILDCARDS = /[*?[\]]/

function scoreOf(pattern: string, selector: Value): number {
  const literal = WILDCARDS.test(pattern) ? 0 : 1_000_000
  const labels = selector.at('matchLabels').fields.size + selector.at('matchExpressions').items.length
  return literal + pattern.replaceAll(/[*?[\]]/g, '').length + (selector.isThere ? 10_000 + 100 * labels : 0)
}

function applicationRefs(updater: Resource, problems: PolicyProblems): readonly ApplicationRef[] {
  const where = updater.spec.at('namespace').text ?? updater.namespace
  return updater.spec.at('applicationRefs').items.flatMap((ref) => {
    const pattern = ref.at('namePattern').text ?? ''
    const selector = ref.at('labelSelectors')
    const place = updater.placeOf(ref)
    const glob = problems.attempt(place, `"namePattern" ("${pattern}")`, () => parseGlob(pattern))
    if (glob === undefined) return []
    const isNear = ({ namespace }: Resource): boolean =>
      where === undefined || namespace === undefined || namespace === where
    const matches = (application: Resource): boolean =>
      isNear(application) && glob.matches(application.name) && selectsLabels(selector, application.labels)
    return [{ updater, ref, matches, score: scoreOf(pattern, selector) }]
  })
}

function imagesOf({ updater, ref }: ApplicationRef, problems: PolicyProblems): readonly ConfiguredImage[] {
  const ofRef = updateSettings(updater, ref, problems)
  const ofAll = updateSettings(updater, updater.spec, problems)
  return ref.at('images').items.flatMap((image) => {
    const reference = settingAt(updater, image.at('imageName'))
    if (reference === undefined) {
      problems.add(updater.placeOf(image), 'An image has no "imageName".')
      return []
    }
    const targets = image.at('manifestTargets')
    const helm = targets.at('helm')
    if (targets.at('plugin').isThere) problems.ignore('manifestTargets.plugin')
    return {
      alias: image.at('alias').text,
      reference,
      settings: mergeSettings(updateSettings(updater, image, problems), ofRef, ofAll),
      kustomizeName: targets.at('kustomize', 'name').text,
      helm: helmKeys({ name: helm.at('name').text, tag: helm.at('tag').text, spec: helm.at('spec').text })
    }
  })
}

function writeBackOf({ updater, ref }: ApplicationRef, problems: PolicyProblems): WriteBack {
  const configs = [ref, updater.spec].map((holder) => holder.at('writeBackConfig'))
  const first = (...keys: readonly string[]): Setting | undefined => {
    const value = configs.map((config) => config.at(...keys)).find(({ isThere }) => isThere)
    return value && settingAt(updater, value)
  }
  if (configs.some((config) => config.at('gitConfig', 'pullRequest').isThere)) {
    problems.ignore('gitConfig.pullRequest (set "mode: pull-request")')
  }
  return {
    method: first('method'),
    repository: first('gitConfig', 'repository'),
    branch: first('gitConfig', 'branch'),
    target: first('gitConfig', 'writeBackTarget')
  }
}

function configured(
  application: Resource,
  refs: readonly ApplicationRef[],
  problems: PolicyProblems
): readonly ConfiguredApplication[] {
  const ref = refs.find(({ matches }) => matches(application))
  if (ref === undefined) return []
  if (ref.ref.at('useAnnotations').isTrue) return [annotatedApplication(application, problems)]
  return [{ application, images: imagesOf(ref, problems), writeBack: writeBackOf(ref, problems) }]
}

/** What `ImageUpdater` objects (Argo CD Image Updater 1.0 and later) say of these Applications. */
export function updatedApplications(
  updaters: readonly Resource[],
  applications: readonly Resource[],
  problems: PolicyProblems
): readonly ConfiguredApplication[] {
  const refs = updaters
    .flatMap((updater) => applicationRefs(updater, problems))
    .sort((one, other) => other.score - one.score)
  return applications.flatMap((application) => configured(application, refs, problems))
}
