import type { YamlDocument, YamlFile } from '../../yaml/document.ts'
import { applicationsIn, generatorsOf, sourcesOf, type Application } from '../application.ts'
import { sourceImages } from '../application-source.ts'
import { allFindings } from '../findings.ts'
import type { Findings, Format } from '../format.ts'
import { generatorImages } from '../generator-images.ts'
import { parametersOf } from '../generators.ts'

const FORMAT = 'argocd-application'

function imagesOf(file: YamlFile, document: YamlDocument, application: Application): readonly Findings[] {
  const parameters = generatorsOf(document, application).flatMap((each) => parametersOf(document, each))
  return [
    ...sourcesOf(document, application).map((source) => sourceImages(FORMAT, file, document, source)),
    ...parameters.map((each) => generatorImages(FORMAT, document, each))
  ]
}

const locate = (file: YamlFile, document: YamlDocument): Findings =>
  allFindings(applicationsIn(document).flatMap((application) => imagesOf(file, document, application)))

/** The overrides in the sources of Argo CD Applications and ApplicationSets, and the images that generators give to those. */
export const argocdApplication: Format = { name: FORMAT, owns: () => false, locate }
