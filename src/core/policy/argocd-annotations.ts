import type { Value } from '../yaml/value.ts'
import {
  helmKeys,
  type ConfiguredApplication,
  type ConfiguredImage,
  type Setting,
  type UpdateSettings
} from './argocd-settings.ts'
import type { PolicyProblems } from './policy-problems.ts'
import type { Resource } from './resource.ts'

const PREFIX = 'argocd-image-updater.argoproj.io/'

/** Whether the annotations of an Application name images to update. */
export const isAnnotated = ({ annotations }: Resource): boolean => annotations.has(`${PREFIX}image-list`)

/** Looks annotations of the updater up by the rest of their names. */
type Lookup = (key: string) => Setting | undefined

function annotationsOf({ annotations, placeOf }: Resource): Lookup {
  const setting = (value: Value | undefined): Setting | undefined => {
    const text = value?.text?.trim() ?? ''
    return value === undefined || text === '' ? undefined : { text, place: placeOf(value) }
  }
  return (key) => setting(annotations.get(PREFIX + key))
}

/** The items of a list with commas between them. */
const itemsOf = (list: Setting | undefined): readonly Setting[] | undefined =>
  list?.text
    .split(',')
    .map((text) => ({ text: text.trim(), place: list.place }))
    .filter(({ text }) => text !== '')

function imageOf(item: Setting, annotation: Lookup, problems: PolicyProblems): ConfiguredImage {
  const equals = item.text.indexOf('=')
  const alias = equals < 0 ? undefined : item.text.slice(0, equals).trim()
  const own: Lookup = (key) =>
    alias === undefined ? undefined : annotation(`${alias.replaceAll('/', '_')}.${key}`)
  const ownOrCommon: Lookup = (key) => own(key) ?? annotation(key)
  if (ownOrCommon('pull-secret') !== undefined) problems.ignore('pull-secret (set "registry-auth")')
  const settings: UpdateSettings = {
    strategy: ownOrCommon('update-strategy'),
    allowTags: ownOrCommon('allow-tags') ?? ownOrCommon('tag-match'),
    ignoreTags: itemsOf(ownOrCommon('ignore-tags')),
    platforms: itemsOf(own('platforms'))
  }
  return {
    alias,
    reference: { ...item, text: item.text.slice(equals + 1).trim() },
    settings,
    kustomizeName: own('kustomize.image-name')?.text,
    helm: helmKeys({
      name: own('helm.image-name')?.text,
      tag: own('helm.image-tag')?.text,
      spec: own('helm.image-spec')?.text
    })
  }
}

/** What the annotations of an Application tell Argo CD Image Updater. */
export function annotatedApplication(application: Resource, problems: PolicyProblems): ConfiguredApplication {
  const annotation = annotationsOf(application)
  return {
    application,
    images: (itemsOf(annotation('image-list')) ?? []).map((item) => imageOf(item, annotation, problems)),
    writeBack: {
      method: annotation('write-back-method'),
      repository: annotation('git-repository'),
      branch: annotation('git-branch'),
      target: annotation('write-back-target')
    }
  }
}
