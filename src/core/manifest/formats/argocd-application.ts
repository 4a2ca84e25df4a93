import type { YamlDocument, YamlFile } from '../../yaml/document.ts'
import { applicationsIn, sourcesOf } from '../application.ts'
import { sourceImages } from '../application-source.ts'
import { allFindings } from '../findings.ts'
import type { Findings, Format } from '../format.ts'

const FORMAT = 'argocd-application'

const locate = (_file: YamlFile, document: YamlDocument): Findings =>
  allFindings(
    applicationsIn(document).flatMap((application) =>
      sourcesOf(document, application).map((source) => sourceImages(FORMAT, document, source))
    )
  )

/** The overrides in the sources of Argo CD Applications and ApplicationSets. */
export const argocdApplication: Format = { name: FORMAT, owns: () => false, locate }
