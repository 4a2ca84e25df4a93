import { createHash } from 'node:crypto'
import { UpdateError } from '../../core/error.ts'
import { formatReference, type ImageReference } from '../../core/image/reference.ts'
import { registryAddress, type RegistryAddress } from '../../core/image/registry-address.ts'
import { isDigest } from '../../core/image/grammar.ts'
import type { ResolvedImage } from '../../ports/registry.ts'
import type { Asking } from './ask.ts'
import type { HttpAnswer } from './http.ts'
import {
  MANIFEST_TYPES,
  parseConfig,
  parseManifest,
  type ImageConfig,
  type ImageManifest
} from './manifest.ts'
import { notARegistry } from './refusal.ts'

const sha256 = (body: Buffer): string => `sha256:${createHash('sha256').update(body).digest('hex')}`

/** By its digest where it has one; without a tag it is `latest`, as everywhere. */
const pathOf = ({ tag, digest }: ImageReference): string => `manifests/${digest ?? tag ?? 'latest'}`

/** The bytes, where they are those that the digest names; other algorithms than SHA-256 are taken on trust. */
function checked(body: Buffer, digest: string | undefined, host: string): Buffer {
  if (digest?.startsWith('sha256:') === true && sha256(body) !== digest)
    throw notARegistry(host, `its content does not have the digest ${digest}`)
  return body
}

const incomplete = (reference: ImageReference, digest: string): UpdateError =>
  new UpdateError(
    'missing-image',
    `The registry has "${formatReference(reference)}", but not its configuration ${digest}.`,
    { hint: 'Push the image again, or delete it.' }
  )

/** The content of repositories: what their references stand for, and what is in it. `undefined` where a reference stands for nothing. */
export interface Content {
  readonly resolve: (reference: ImageReference) => Promise<ResolvedImage | undefined>
  readonly manifest: (reference: ImageReference) => Promise<ImageManifest | undefined>
  /** The configuration that the manifest of one image names; what it does not tell, or is not that of an image, is `undefined`. */
  readonly config: (reference: ImageReference, digest: string) => Promise<ImageConfig>
}

/** Reads content of registries, which must have the digest that it is known by. */
export function contentOver({ ask, refused }: Asking): Content {
  async function found(address: RegistryAddress, answer: HttpAnswer): Promise<HttpAnswer | undefined> {
    if (answer.status === 404) return undefined
    if (answer.status !== 200) throw await refused(address, answer)
    return answer
  }

  async function get(
    reference: ImageReference
  ): Promise<(ResolvedImage & { readonly manifest: ImageManifest }) | undefined> {
    const address = registryAddress(reference.name)
    const question = { method: 'GET', path: pathOf(reference), accept: MANIFEST_TYPES } as const
    const answer = await found(address, await ask(address, question))
    if (answer === undefined) return undefined
    const body = checked(answer.body, reference.digest, address.host)
    const manifest = parseManifest(body.toString())
    if (manifest !== undefined) return { manifest, digest: sha256(body) }
    throw notARegistry(address.host, 'it is no manifest of an image')
  }

  /** The whole manifest, for registries that do not tell its digest: it is the one of the bytes, where none of them sign it. */
  async function resolveByContent(reference: ImageReference): Promise<ResolvedImage | undefined> {
    const content = await get(reference)
    if (content?.manifest.kind !== 'signed') return content && { digest: content.digest }
    throw notARegistry(
      registryAddress(reference.name).host,
      'it does not tell the digest of a signed manifest'
    )
  }

  return {
    resolve: async (reference) => {
      const address = registryAddress(reference.name)
      const question = { method: 'HEAD', path: pathOf(reference), accept: MANIFEST_TYPES } as const
      const head = await ask(address, question)
      if (head.status === 405) return resolveByContent(reference)
      const answer = await found(address, head)
      if (answer === undefined) return undefined
      const digest = answer.headers.get('docker-content-digest') ?? ''
      return isDigest(digest) ? { digest } : resolveByContent(reference)
    },
    manifest: async (reference) => (await get(reference))?.manifest,
    config: async (reference, digest) => {
      const address = registryAddress(reference.name)
      const question = { method: 'GET', path: `blobs/${digest}`, accept: '*/*' } as const
      const answer = await found(address, await ask(address, question))
      if (answer === undefined) throw incomplete(reference, digest)
      return parseConfig(checked(answer.body, digest, address.host).toString())
    }
  }
}
