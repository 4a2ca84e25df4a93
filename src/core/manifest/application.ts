import { rootMap, type YamlDocument } from '../yaml/document.ts'
import { readField } from '../yaml/field.ts'
import { generatorsIn } from './generators.ts'
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

/** The generators of an ApplicationSet; an Application has none. */
export function generatorsOf(document: YamlDocument, application: Application): readonly MapAt[] {
  const spec = mapUnder(document, application, 'spec')
  return spec === undefined || application.kind === 'Application' ? [] : generatorsIn(document, spec)
}

/** The sources of an Application; of an ApplicationSet those of its templates. */
export function sourcesOf(document: YamlDocument, application: Application): readonly MapAt[] {
  const spec = mapUnder(document, application, 'spec')
  if (spec === undefined || application.kind === 'Application') return sourcesIn(document, spec)
  return [spec, ...generatorsIn(document, spec)].flatMap((at) => {
    const template = mapUnder(document, at, 'template')
    return sourcesIn(document, template && mapUnder(document, template, 'spec'))
  })
}
