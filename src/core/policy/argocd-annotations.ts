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

/** Looks annotations up, those without a text, too. */
function annotationsOf({ annotations, placeOf }: Resource): Lookup {
  const setting = (value: Value | undefined): Setting | undefined =>
    value === undefined ? undefined : { text: value.text?.trim() ?? '', place: placeOf(value) }
  return (key) => setting(annotations.get(PREFIX + key))
}

const filled =
  (lookup: Lookup): Lookup =>
  (key) => {
    const setting = lookup(key)
    return setting?.text === '' ? undefined : setting
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
  const present: Lookup = (key) =>
    alias === undefined ? undefined : annotation(`${alias.replaceAll('/', '_')}.${key}`)
  const own = filled(present)
  const ownOrCommon: Lookup = (key) => own(key) ?? filled(annotation)(key)
  if (ownOrCommon('pull-secret') !== undefined) problems.ignore('pull-secret (set "registry-auth")')
  const settings: UpdateSettings = {
    strategy: ownOrCommon('update-strategy'),
    allowTags: ownOrCommon('allow-tags') ?? ownOrCommon('tag-match'),
    // The updater takes an empty list of an image's own for one, and no other empty text.
    ignoreTags: itemsOf(present('ignore-tags') ?? annotation('ignore-tags')),
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
  const present = annotationsOf(application)
  const annotation = filled(present)
  return {
    application,
    images: (itemsOf(annotation('image-list')) ?? []).map((item) => imageOf(item, present, problems)),
    writeBack: {
      method: annotation('write-back-method'),
      repository: annotation('git-repository'),
      branch: annotation('git-branch'),
      target: annotation('write-back-target')
    }
  }
}
