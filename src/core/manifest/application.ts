import { rootMap, type YamlDocument } from '../yaml/document.ts'
import { readField } from '../yaml/field.ts'
import { mapsUnder, mapUnder, type MapAt } from './way.ts'

/** An Argo CD `Application` or `ApplicationSet`, and the way to it. */
export interface Application extends MapAt {
  readonly kind: 'Application' | 'ApplicationSet'
}

const isKind = (kind: string): kind is Application['kind'] =>
  kind === 'Application' || kind === 'ApplicationSet'

const membersOf = (document: YamlDocument, root: MapAt): readonly MapAt[] =>
  readField(document, root.map, 'kind').text === 'List' ? mapsUnder(document, root, 'items') : [root]

/** The Applications and ApplicationSets of a document, those in a `List` too. */
export function applicationsIn(document: YamlDocument): readonly Application[] {
  const root = rootMap(document)
  if (root === undefined) return []
  return membersOf(document, { map: root, way: { path: '', aliases: [] } }).flatMap((member) => {
    const apiVersion = readField(document, member.map, 'apiVersion').text ?? ''
    const kind = readField(document, member.map, 'kind').text ?? ''
    return apiVersion.startsWith('argoproj.io/') && isKind(kind) ? [{ ...member, kind }] : []
  })
}

/** The one source or the several of a `spec`. */
function sourcesIn(document: YamlDocument, spec: MapAt | undefined): readonly MapAt[] {
  if (spec === undefined) return []
  const source = mapUnder(document, spec, 'source')
  return [...(source === undefined ? [] : [source]), ...mapsUnder(document, spec, 'sources')]
}

/** The `spec` of the Applications that a set's template makes, where `at` has a template. */
const templateSpec = (document: YamlDocument, at: MapAt): MapAt | undefined => {
  const template = mapUnder(document, at, 'template')
  return template && mapUnder(document, template, 'spec')
}

/** The sources of an Application; of an ApplicationSet those of its template. */
export function sourcesOf(document: YamlDocument, application: Application): readonly MapAt[] {
  const spec = mapUnder(document, application, 'spec')
  if (spec === undefined) return []
  return sourcesIn(document, application.kind === 'Application' ? spec : templateSpec(document, spec))
}
