import { isDigest } from '../../core/image/grammar.ts'
import type { Platform } from '../../core/image/platform.ts'
import { fieldsOf, readFields, textOf, type Fields } from './json.ts'

/** One image of an index. */
export interface IndexEntry {
  readonly digest: string
  /** Indexes may leave it out. */
  readonly platform: Platform | undefined
}

/**
 * What stands behind a tag: an index of images for platforms, or one image with the digest of its configuration. Docker's first
 * schema, which is signed, holds the configuration itself.
 */
export type ImageManifest =
  | { readonly kind: 'index'; readonly entries: readonly IndexEntry[] }
  | { readonly kind: 'image'; readonly config: string }
  | { readonly kind: 'signed'; readonly config: ImageConfig }

/** What an image's configuration tells. */
export interface ImageConfig {
  readonly platform: Platform | undefined
  /** A moment to the nanosecond, as text that sorts: `2024-01-31T12:00:00.000000000`; `''` where none is told. */
  readonly created: string
}

/** All kinds of manifests, of OCI and of Docker. Indexes come first: registries that convert would give one platform otherwise. */
export const MANIFEST_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.v1+prettyjws'
].join(', ')

function platformOf(value: unknown): Platform | undefined {
  const { os, architecture, variant } = fieldsOf(value)
  if (typeof os !== 'string' || typeof architecture !== 'string' || os === '') return undefined
  return { os, architecture, variant: textOf(variant) || undefined }
}

/** Build tools put what they attest beside the images, as images for a platform that nobody has. */
const isAttestation = ({ platform, annotations }: Fields): boolean =>
  fieldsOf(platform)['os'] === 'unknown' ||
  fieldsOf(annotations)['vnd.docker.reference.type'] === 'attestation-manifest'

/** Reads a manifest; `undefined` where the text is none of the kinds that are asked for. */
export function parseManifest(text: string): ImageManifest | undefined {
  const { manifests, config, history } = readFields(text) ?? {}
  if (Array.isArray(manifests)) {
    const images = manifests.map(fieldsOf).filter((each) => !isAttestation(each))
    const entries = images.map(({ digest, platform }) => ({
      digest: textOf(digest),
      platform: platformOf(platform)
    }))
    return { kind: 'index', entries: entries.filter(({ digest }) => isDigest(digest)) }
  }
  const layer = textOf(fieldsOf(fieldsOf(history)[0])['v1Compatibility'])
  if (layer !== '') return { kind: 'signed', config: parseConfig(layer) }
  const digest = textOf(fieldsOf(config)['digest'])
  return isDigest(digest) ? { kind: 'image', config: digest } : undefined
}

/** Reads RFC 3339, of which `Date` leaves all behind the milliseconds out. */
function momentOf(text: string): string {
  const milliseconds = Date.parse(text)
  if (isNaN(milliseconds)) return ''
  const fraction = /\.(\d+)/.exec(text)?.[1] ?? ''
  return new Date(milliseconds).toISOString().slice(0, -4) + fraction.padEnd(9, '0')
}

/** Reads the configuration of an image, as far as it tells. */
export function parseConfig(text: string): ImageConfig {
  const config = readFields(text)
  return { platform: platformOf(config), created: momentOf(textOf(config?.['created'])) }
}
