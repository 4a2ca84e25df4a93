import type { Place } from '../error.ts'
import type { ImageReference } from '../image/reference.ts'
import { parseYaml, rootMap, type YamlDocument, type YamlFile } from '../yaml/document.ts'
import { readField } from '../yaml/field.ts'
import { placeAt } from '../yaml/place.ts'
import { applicationsIn, sourcesOf, type Application } from './application.ts'
import { isArgocdSourcePath } from './argocd-source-path.ts'
import { isTemplate } from './format.ts'
import { kustomizeItems } from './kustomize-items.ts'
import type { Manifest } from './manifest.ts'
import { itemsUnder, mapUnder, type MapAt } from './way.ts'

/** An image for which Argo CD sets another version (or name) than the manifests have. */
export interface Override {
  readonly place: Place
  /** The name of the entry that it sets in the kustomization. */
  readonly name: string
  readonly reference: ImageReference
}

/** The images that Argo CD overrides in the kustomization of one directory, as one place says. */
export interface OverrideList {
  /** The directory of the kustomization; empty for the root of the repository. */
  readonly directory: string
  /** What says so, for messages. */
  readonly holder: string
  /** `file`: one beside the kustomization, whose list takes the place of that in the Application. */
  readonly kind: 'application' | 'file'
  /** The Application that it is for; `undefined` where it is for all of the directory, or its name is not known. */
  readonly application: string | undefined
  readonly overrides: readonly Override[]
}

/** The directory of a file; empty for the root of the repository. */
export const directoryOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0))

type List = Pick<OverrideList, 'overrides'>

function listIn(file: YamlFile, document: YamlDocument, source: MapAt): readonly List[] {
  const kustomize = mapUnder(document, source, 'kustomize')
  if (kustomize === undefined || itemsUnder(document, kustomize, 'images').length === 0) return []
  const { slots } = kustomizeItems('argocd-application', document, kustomize)
  const overrides = slots.map(({ name, reference, offset }) => ({
    place: placeAt(file, offset),
    name,
    reference
  }))
  return [{ overrides }]
}

/** The Application of `.argocd-source-APP.yaml` or `.argocd-source-NAMESPACE_APP.yaml`. */
const applicationOf = (path: string): string | undefined =>
  /\.argocd-source-(?:[^_/]*_)?([^/]+)\.yaml$/.exec(path)?.[1]

function listsInFile(file: YamlFile): readonly OverrideList[] {
  const [document] = file.documents
  const map = rootMap(document)
  if (document === undefined || map === undefined) return []
  const lists = listIn(file, document, { map, way: { path: '', aliases: [] } })
  const where = {
    directory: directoryOf(file.path),
    holder: file.path,
    application: applicationOf(file.path)
  }
  return lists.map((list) => ({ ...list, ...where, kind: 'file' }))
}

function listsOf(file: YamlFile, document: YamlDocument, application: Application): readonly OverrideList[] {
  const metadata = mapUnder(document, application, 'metadata')
  const name = metadata && readField(document, metadata.map, 'name').text
  const holder = `the ${application.kind} "${name ?? ''}" in ${file.path}`
  return sourcesOf(document, application).flatMap((source) => {
    const path = readField(document, source.map, 'path').text
    if (path === undefined || isTemplate(path)) return []
    const where = {
      directory: path.replace(/^(?:\.?\/)+|(?:\/\.?)+$|^\.$/g, ''),
      holder,
      application: application.kind === 'Application' ? name : undefined
    }
    return listIn(file, document, source).map((list) => ({ ...list, ...where, kind: 'application' }))
  })
}

/** The lists of images that a manifest of Argo CD overrides; none in any other file, and in one that does not parse. */
export function overrideListsIn({ path, text }: Manifest): readonly OverrideList[] {
  if (isArgocdSourcePath(path)) return listsInFile(parseYaml(path, text))
  if (!text.includes('argoproj.io/') || !text.includes('kustomize')) return []
  const file = parseYaml(path, text)
  return file.documents.flatMap((document) =>
    applicationsIn(document).flatMap((application) => listsOf(file, document, application))
  )
}
