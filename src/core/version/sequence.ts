/**
 * Orders two lists of numbers of any length, most significant first: -1, 0 or 1. Where one only goes on where the other ends,
 * there is no telling (`1.2` may be any of `1.2.x`): `undefined`.
 */
export function compareSequences(one: readonly bigint[], other: readonly bigint[]): number | undefined {
  for (const [index, number] of one.entries()) {
    const counterpart = other[index]
    if (counterpart === undefined) return undefined
    if (number !== counterpart) return number < counterpart ? -1 : 1
  }
  return one.length === other.length ? 0 : undefined
}

/** The numbers in a text, from left to right. */
export const numbersIn = (text: string): readonly bigint[] =>
  [...text.matchAll(/\d+/g)].map(([digits]) => BigInt(digits))
