import type { WrittenFile } from '../../ports/repository.ts'

/*
 * GitHub gives a request up after ten seconds. Trees of two hundred files, or of two and a half million bytes, are known to
 * take it longer.
 */
const MOST_FILES = 100
const MOST_BYTES = 1_000_000

/** The bytes of the texts. */
export const bytesOf = (files: readonly Pick<WrittenFile, 'text'>[]): number =>
  files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)

/** The files in their order, in parts of which each is no more than one request should hold; a file is never divided. */
export function treeParts(files: readonly WrittenFile[]): readonly (readonly WrittenFile[])[] {
  const parts: WrittenFile[][] = []
  let room = 0
  for (const file of files) {
    const bytes = bytesOf([file])
    const last = parts.at(-1)
    if (last !== undefined && last.length < MOST_FILES && bytes <= room) last.push(file)
    else {
      parts.push([file])
      room = MOST_BYTES
    }
    room -= bytes
  }
  return parts
}
