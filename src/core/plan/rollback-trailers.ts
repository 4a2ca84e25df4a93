import { formatReference, parseReference, type ImageReference } from '../image/reference.ts'

const TO = 'Rollback-To'
const FROM = 'Rollback-From'

/** The trailers that mark the commit of a rollback: the commit that it goes back to, and the versions that it takes away. */
export const rollbackTrailers = (to: string, from: readonly ImageReference[]): readonly string[] => [
  `${TO}: ${to}`,
  ...from.map((reference) => `${FROM}: ${formatReference(reference)}`)
]

/**
 * The commits that a commit rolled back to: none where it is no rollback. A squash that keeps the messages of its commits counts, too:
 * its lines are looked at, not its end.
 */
export const rolledBackTo = (message: string): readonly string[] =>
  [...message.matchAll(new RegExp(`^${TO}: ([0-9a-f]{7,64})\\s*$`, 'gm'))].map(([, oid = '']) => oid)

/** A policy of Flux by whose name an image was asked for, with the version: no image has such a name. */
function ofPolicy(text: string): ImageReference | undefined {
  const [, name, version] = /^([^:/@]+:[^:/@]+)([:@].+)$/.exec(text) ?? []
  const reference = name === undefined ? undefined : parseReference(`x${version ?? ''}`)
  return reference && { ...reference, name: name ?? '' }
}

/** The versions that a commit rolled back from. */
export const rolledBackFrom = (message: string): readonly ImageReference[] =>
  [...message.matchAll(new RegExp(`^${FROM}: (\\S+)\\s*$`, 'gm'))].flatMap(
    ([, text = '']) => parseReference(text) ?? ofPolicy(text) ?? []
  )
