import { namedImages } from '../core/plan/named-images.ts'
import type { PlannedFile } from '../core/plan/planned-file.ts'
import { promote } from '../core/plan/promotion.ts'
import type { PromotionOrigin, Settings, SourceSettings } from '../inputs/settings.ts'
import type { ManifestReading } from '../reading.ts'
import type { VersionSource } from './version-source.ts'

/** Reads the files of an origin that is not the commit that is updated. */
export type ReadOrigin = (
  origin: PromotionOrigin & { readonly revision: string }
) => Promise<readonly PlannedFile[]>

function told({ revision, selection }: PromotionOrigin, { base }: ManifestReading): string {
  const paths = selection.selectors.map((each) => (each.kind === 'glob' ? each.glob : each.path || '.'))
  return `Promoted from ${paths.join(', ')} at ${revision ?? `${base.branch} (${base.head.slice(0, 7)})`}.`
}

/** The versions that another environment has. Origins of the commit that is updated were read with it. */
export function promotedVersions(
  { origins, images }: SourceSettings & { readonly kind: 'promotion' },
  { formats }: Pick<Settings, 'formats'>,
  readOrigin: ReadOrigin
): VersionSource {
  const filesOf = async (
    { revision, selection }: PromotionOrigin,
    reading: ManifestReading
  ): Promise<readonly PlannedFile[]> =>
    revision === undefined ? reading.sourceFiles : readOrigin({ revision, selection })
  return async (reading) => {
    const files = await Promise.all(origins.map((origin) => filesOf(origin, reading)))
    const promotion = promote(namedImages(files.flat(), formats), namedImages(reading.files, formats), images)
    return { ...promotion, stories: origins.map((origin) => told(origin, reading)) }
  }
}
