/*
 * Characters of the arguments of one command. Windows takes 32,767 for all of a command line; other systems a megabyte and more, the
 * environment included.
 */
const LONGEST = process.platform === 'win32' ? 24_000 : 100_000

const lengthOf = (words: readonly string[]): number =>
  words.reduce((sum, word) => sum + Buffer.byteLength(word) + 1, 0)

/** Groups of arguments in their order, in parts of which each fits into one command; a group is never divided. */
export function commandParts(
  groups: readonly (readonly string[])[],
  longest = LONGEST
): readonly (readonly string[])[] {
  const parts: string[][] = []
  let room = 0
  for (const group of groups) {
    const length = lengthOf(group)
    const last = parts.at(-1)
    if (last !== undefined && length <= room) last.push(...group)
    else {
      parts.push([...group])
      room = longest
    }
    room -= length
  }
  return parts
}
