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
  readonly created: () => Promise<string>
}

/** Indexes within an index that are followed. */
const MOST_NESTING = 1

/** When the image among them was made that was made last; `''` where none tells. */
async function newestCreation(images: readonly KnownImage[]): Promise<string> {
  const moments = await Promise.all(images.map(({ created }) => created()))
  return moments.sort().at(-1) ?? ''
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
  async function imagesOf(
    reference: ImageReference,
    nesting = 0
  ): Promise<readonly KnownImage[] | undefined> {
    const manifest = await manifestOf(reference)
    if (manifest?.kind === 'index') {
      if (nesting > MOST_NESTING) return []
      const images = manifest.entries.map(async ({ digest, platform }): Promise<readonly KnownImage[]> => {
        const within = async () => (await imagesOf({ name: reference.name, digest }, nesting + 1)) ?? []
        if (platform === undefined) return within()
        return [{ platform, created: async () => newestCreation(await within()) }]
      })
      return (await Promise.all(images)).flat()
    }
    if (manifest === undefined) return undefined
    const { platform, created } =
      manifest.kind === 'signed' ? manifest.config : await configFor(reference, manifest.config)
    return [{ platform, created: () => Promise.resolve(created) }]
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
      return meant.length === 0 ? undefined : newestCreation(meant)
    }
  }
}
