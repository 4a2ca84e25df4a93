import { formatReference } from '../image/reference.ts'
import type { Wanted } from '../image/wanted.ts'
import type { Plan } from './plan.ts'

/** The wish as a reference, as far as it says one. */
const wishedReference = ({ name, newName, tag, digest }: Wanted): string =>
  formatReference({
    name: newName ?? name,
    ...(typeof tag === 'object' ? { tag: tag.set } : {}),
    ...(typeof digest === 'object' ? { digest: digest.set } : {})
  })

/**
 * The references that are wanted, each once, as far as they can be told: with the names that the places have, changed or not. A version
 * that no place holds, since newer ones stay, is wanted no more: those are.
 */
export function wantedReferences(
  wanted: readonly Wanted[],
  { settled, kept }: Pick<Plan, 'settled' | 'kept'>
): readonly string[] {
  const references = wanted.flatMap((wish) => {
    const staying = new Set(
      kept.filter(({ image }) => image === wish.name).map(({ stays }) => formatReference(stays))
    )
    const own = settled.filter((each) => each.wanted.name === wish.name && each.wanted.reach === wish.reach)
    const held = new Set(
      own.map(({ reference }) => formatReference(reference)).filter((each) => !staying.has(each))
    )
    if (held.size === 0 && staying.size > 0) return [...staying]
    return held.size === 1 ? [...held] : [wishedReference(wish)]
  })
  return [...new Set(references)]
}
