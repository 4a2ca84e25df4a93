import type { YamlDocument } from '../yaml/document.ts'
import { mapsUnder, mapUnder, type MapAt } from './way.ts'

const KINDS = [
  'list',
  'matrix',
  'merge',
  'clusters',
  'clusterDecisionResource',
  'git',
  'plugin',
  'pullRequest',
  'scmProvider'
]

// Argo CD itself takes a matrix in a matrix, and nothing deeper.
const DEEPEST = 3

function generatorsWithin(document: YamlDocument, at: MapAt, depth: number): readonly MapAt[] {
  if (depth > DEEPEST) return []
  return mapsUnder(document, at, 'generators').flatMap((item) =>
    KINDS.flatMap((kind) => {
      const generator = mapUnder(document, item, kind)
      return generator === undefined ? [] : [generator, ...generatorsWithin(document, generator, depth + 1)]
    })
  )
}

/** The generators of an ApplicationSet's `spec`, those inside matrix and merge generators too. */
export const generatorsIn = (document: YamlDocument, spec: MapAt): readonly MapAt[] =>
  generatorsWithin(document, spec, 1)

/** The maps of values that a generator gives to the template: the elements of a list, and what is said for all. */
export function parametersOf(document: YamlDocument, generator: MapAt): readonly MapAt[] {
  const values = mapUnder(document, generator, 'values')
  return [...mapsUnder(document, generator, 'elements'), ...(values === undefined ? [] : [values])]
}
