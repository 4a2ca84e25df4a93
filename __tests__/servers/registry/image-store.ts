import { createHash } from 'node:crypto'

/** What is pushed: a platform of an index, or an image of its own. */
export interface PushedImage {
  /** `os/architecture[/variant]`; `linux/amd64` when it is left out. */
  readonly platform?: string
  /** RFC 3339; none when it is left out. */
  readonly created?: string
}

/** Something that is kept by its digest. */
export interface StoredContent {
  readonly body: Buffer
  readonly mediaType: string
}

const OCI = 'application/vnd.oci.image'

/** The digest of some content. */
export const digestOf = (body: Buffer): string => `sha256:${createHash('sha256').update(body).digest('hex')}`

function platformObject(platform: string) {
  const [os, architecture, variant] = platform.split('/')
  return { os, architecture, ...(variant === undefined ? {} : { variant }) }
}

/** The repositories of a registry, in memory. */
export class ImageStore {
  readonly #content = new Map<string, StoredContent>()
  readonly #tags = new Map<string, Map<string, string>>()

  #put(value: object, mediaType: string): string {
    const body = Buffer.from(JSON.stringify(value))
    const digest = digestOf(body)
    this.#content.set(digest, { body, mediaType })
    return digest
  }

  #tag(repository: string, tag: string, digest: string): string {
    const tags = this.#tags.get(repository) ?? new Map<string, string>()
    this.#tags.set(repository, tags.set(tag, digest))
    return digest
  }

  #image(name: string, { platform = 'linux/amd64', created }: PushedImage): string {
    const config = this.#put(
      {
        ...platformObject(platform),
        ...(created === undefined ? {} : { created }),
        config: { Labels: { name } }
      },
      `${OCI}.config.v1+json`
    )
    const mediaType = `${OCI}.manifest.v1+json`
    return this.#put({ schemaVersion: 2, mediaType, config: { digest: config }, layers: [] }, mediaType)
  }

  /** Pushes an image; returns its digest. */
  push(repository: string, tag: string, image: PushedImage = {}): string {
    return this.#tag(repository, tag, this.#image(`${repository}:${tag}`, image))
  }

  /** Pushes an index with an image for each platform, and an attestation as build tools add it; returns its digest. */
  pushIndex(repository: string, tag: string, images: readonly PushedImage[]): string {
    const entries = images.map((image) => {
      const digest = this.#image(`${repository}:${tag} ${image.platform ?? ''}`, image)
      return { digest, platform: platformObject(image.platform ?? 'linux/amd64') }
    })
    const attestation = {
      digest: this.#image(`${repository}:${tag} attestation`, { created: '2099-01-01T00:00:00Z' }),
      platform: { os: 'unknown', architecture: 'unknown' },
      annotations: { 'vnd.docker.reference.type': 'attestation-manifest' }
    }
    const mediaType = `${OCI}.index.v1+json`
    const index = { schemaVersion: 2, mediaType, manifests: [...entries, attestation] }
    return this.#tag(repository, tag, this.#put(index, mediaType))
  }

  /** Pushes a manifest as it is given, with that media type; returns its digest. */
  pushManifest(repository: string, tag: string, manifest: object, mediaType: string): string {
    return this.#tag(repository, tag, this.#put(manifest, mediaType))
  }

  /** The tags of a repository; `undefined` where there is none such. */
  tags(repository: string): readonly string[] | undefined {
    const tags = this.#tags.get(repository)
    return tags && [...tags.keys()]
  }

  /** The content behind a tag or a digest. */
  find(repository: string, reference: string): StoredContent | undefined {
    if (!this.#tags.has(repository)) return undefined
    return this.#content.get(this.#tags.get(repository)?.get(reference) ?? reference)
  }
}
