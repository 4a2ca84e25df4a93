import type { Platform } from '../../core/image/platform.ts'

/** One image of an index. */
export interface IndexEntry {
  readonly digest: string
  /** Indexes may leave it out. */
  readonly platform: Platform | undefined
}

/** What stands behind a tag: an index of images for platforms, or one image with its configuration. */
export type ImageManifest =
  | { readonly kind: 'index'; readonly entries: readonly IndexEntry[] }
  | { readonly kind: 'image'; readonly config: string }

/** What an image's configuration tells. */
export interface ImageConfig {
  readonly platform: Platform | undefined
  /** RFC 3339. */
  readonly created: string | undefined
}

/** All kinds of manifests, of OCI and of Docker. Indexes come first: registries that convert would give one platform otherwise. */
export const MANIFEST_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json'
].join(', ')

interface PlatformText {
  readonly os?: unknown
  readonly architecture?: unknown
  readonly variant?: unknown
}

interface Descriptor {
  readonly digest?: unknown
  readonly platform?: PlatformText
  readonly annotations?: Readonly<Record<string, unknown>>
}

function platformOf({ os, architecture, variant }: PlatformText): Platform | undefined {
  if (typeof os !== 'string' || typeof architecture !== 'string' || os === '') return undefined
  return { os, architecture, variant: typeof variant === 'string' && variant !== '' ? variant : undefined }
}

/** Build tools put what they attest beside the images, as images for a platform that nobody has. */
const isAttestation = ({ platform, annotations }: Descriptor): boolean =>
  platform?.os === 'unknown' || annotations?.['vnd.docker.reference.type'] === 'attestation-manifest'

/** Reads a manifest; `undefined` where the text is none of the kinds that are asked for. */
export function parseManifest(text: string): ImageManifest | undefined {
  const manifest = parseObject(text) as
    { readonly manifests?: unknown; readonly config?: Descriptor } | undefined
  if (Array.isArray(manifest?.manifests)) {
    const images = (manifest.manifests as readonly Descriptor[]).filter((each) => !isAttestation(each))
    const entries = images.flatMap(({ digest, platform }) =>
      typeof digest === 'string' ? [{ digest, platform: platform && platformOf(platform) }] : []
    )
    return { kind: 'index', entries }
  }
  const config = manifest?.config?.digest
  return typeof config === 'string' ? { kind: 'image', config } : undefined
}

/** Reads the configuration of an image; what it does not tell is `undefined`. */
export function parseConfig(text: string): ImageConfig {
  const config = parseObject(text) as (PlatformText & { readonly created?: unknown }) | undefined
  const created = config?.created
  return {
    platform: config && platformOf(config),
    created: typeof created === 'string' ? created : undefined
  }
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
