import { UpdateError } from '../core/error.ts'
import { formatReference, type ImageReference } from '../core/image/reference.ts'
import type { Wanted } from '../core/image/wanted.ts'
import type { PlanOptions } from '../core/plan/plan.ts'
import { plannedImages, type PlannedImage } from '../core/plan/planned-images.ts'
import { lookUp, notInRegistry, type LookupPorts } from './lookup.ts'
import type { VersionSource } from './version-source.ts'

/** A reference and the digest that belongs to it: from the registry, or the one that the manifest keeps. */
interface PinnedReference {
  readonly reference: ImageReference
  readonly digest: string
}

const told = ({ reference: { name, tag }, digest }: PinnedReference): string =>
  `${name}${tag === undefined ? '' : `:${tag}`} is ${digest}.`

/** Whether the digest is left to us: it is neither given nor asked to stay. */
const isOpen = ({ wanted }: PlannedImage): boolean => wanted.digest === 'unsaid'

const hasVersion = ({ tag, digest }: ImageReference): boolean => tag !== undefined || digest !== undefined

function disagreement({ name }: Wanted, pinned: readonly PinnedReference[]): UpdateError {
  const list = pinned
    .map(({ reference, digest }) => `- ${formatReference(reference)} is ${digest}`)
    .join('\n')
  return new UpdateError('ambiguous-image', `The places of "${name}" stand for different images:\n${list}`, {
    hint: `One line in "images" gives all of them one digest: give "${name}" a tag and one name there, or update these places in steps of their own.`
  })
}

/** The wish with the one digest that belongs to all of its places; the tag stays beside it. */
function withDigest({ wanted, references }: PlannedImage, pinned: readonly PinnedReference[]): Wanted {
  const own = pinned.filter(({ reference }) => references.includes(reference))
  const [digest, ...others] = new Set(own.map((each) => each.digest))
  if (others.length > 0) throw disagreement(wanted, own)
  if (digest === undefined) return wanted
  return { ...wanted, tag: wanted.tag === 'unsaid' ? 'keep' : wanted.tag, digest: { set: digest } }
}

const unversioned = (reference: ImageReference): string =>
  `"${formatReference(reference)}" has no tag, and "images" gives it none: it is left without a digest.`

/**
 * The versions of another source, each tag with the digest that it has in the registry. Which tag of which name that is, the manifests
 * decide: names are those that they give to images, and a tag that is kept is looked up as it stands there. Digests that are given, or kept with `@*`, stay.
 */
export const pinned =
  (source: VersionSource, ports: LookupPorts, options: PlanOptions): VersionSource =>
  async (reading) => {
    const versions = await source(reading)
    const images = plannedImages(reading.files, versions.wanted, options)
    const references = images.filter(isOpen).flatMap((image) => image.references)
    const versioned = references.filter(hasVersion)
    const pin = async (reference: ImageReference): Promise<PinnedReference> => {
      const digest = reference.digest ?? (await ports.registry.resolve(reference))?.digest
      if (digest === undefined) throw notInRegistry(reference)
      return { reference, digest }
    }
    const digests = await lookUp('Look the digests up', versioned, pin, ports)
    return {
      ...versions,
      wanted: images.map((image) => (isOpen(image) ? withDigest(image, digests) : image.wanted)),
      stories: [...(versions.stories ?? []), ...digests.map(told)],
      notices: [...versions.notices, ...references.filter((each) => !hasVersion(each)).map(unversioned)]
    }
  }
