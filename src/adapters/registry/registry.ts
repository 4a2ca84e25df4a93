import { servesPlatform, type Platform } from '../../core/image/platform.ts'
import { formatReference, type ImageReference } from '../../core/image/reference.ts'
import { formatAddress, registryAddress } from '../../core/image/registry-address.ts'
import type { Registry } from '../../ports/registry.ts'
import type { Asking } from './ask.ts'
import { contentOver } from './content.ts'
import type { ImageConfig } from './manifest.ts'
import { listTags } from './tags.ts'

/** Answers each question once. What failed is asked again. */
function remembered<Answer>(): (key: string, ask: () => Promise<Answer>) => Promise<Answer> {
  const answers = new Map<string, Promise<Answer>>()
  return (key, ask) => {
    const answer = answers.get(key) ?? ask()
    answers.set(key, answer)
    answer.catch(() => answers.delete(key))
    return answer
  }
}

/** By which references are one: however the name is spelled, and whatever tag stands beside a digest. */
function keyOf({ name, tag, digest }: ImageReference): string {
  const whole = formatAddress(registryAddress(name))
  return formatReference({ name: whole, ...(digest === undefined ? { tag: tag ?? 'latest' } : { digest }) })
}

interface KnownImage {
  readonly platform: Platform | undefined
  readonly config: () => Promise<ImageConfig>
}

/** Registries that speak the OCI distribution API, whichever of them a name leads to. */
export function ociRegistry(asking: Asking): Registry {
  const content = contentOver(asking)
  const once = {
    tags: remembered<readonly string[]>(),
    resolve: remembered<Awaited<ReturnType<Registry['resolve']>>>(),
    manifest: remembered<Awaited<ReturnType<typeof content.manifest>>>(),
    config: remembered<ImageConfig>()
  }

  const manifestOf = (reference: ImageReference) =>
    once.manifest(keyOf(reference), () => content.manifest(reference))

  /** Tags of one image, and platforms of several indexes, share it. */
  const configFor = (reference: ImageReference, digest: string): Promise<ImageConfig> =>
    once.config(keyOf({ name: reference.name, digest }), () => content.config(reference, digest))

  /** The images behind a reference, those of an index one by one; `undefined` where there is none such. */
  async function imagesOf(reference: ImageReference): Promise<readonly KnownImage[] | undefined> {
    const configOf = async (digest: string): Promise<ImageConfig> => {
      const manifest = await manifestOf({ name: reference.name, digest })
      return manifest?.kind === 'image' ? configFor(reference, manifest.config) : NOTHING_TOLD
    }
    const manifest = await manifestOf(reference)
    if (manifest === undefined) return undefined
    if (manifest.kind === 'index')
      return manifest.entries.map(({ digest, platform }) => ({ platform, config: () => configOf(digest) }))
    const config = manifest.kind === 'signed' ? manifest.config : await configFor(reference, manifest.config)
    return [{ platform: config.platform, config: () => Promise.resolve(config) }]
  }

  return {
    tags: (name) => {
      const address = registryAddress(name)
      return once.tags(formatAddress(address), () => listTags(asking, address))
    },
    resolve: (reference) => once.resolve(keyOf(reference), () => content.resolve(reference)),
    platforms: async (reference) =>
      (await imagesOf(reference))?.flatMap(({ platform }) => (platform === undefined ? [] : [platform])),
    created: async (reference, platforms) => {
      const images = (await imagesOf(reference)) ?? []
      const meant = images.filter(
        ({ platform }) =>
          platforms.length === 0 ||
          (platform !== undefined && platforms.some((wanted) => servesPlatform(platform, wanted)))
      )
      const configs = await Promise.all(meant.map(({ config }) => config()))
      const moments = configs.map(({ created }) => Date.parse(created ?? '')).filter((each) => !isNaN(each))
      return moments.length === 0 ? undefined : Math.max(...moments)
    }
  }
}

const NOTHING_TOLD: ImageConfig = { platform: undefined, created: undefined }
