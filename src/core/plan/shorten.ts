/*
 * GitHub takes 65,536 characters for a pull request; some are for the marks around our part, and for what people write. Nobody reads
 * a commit message that is longer.
 */
const LONGEST = 60_000

/** A body whose end is left away behind a whole line where it is too long, with a word that says so. */
export function shorten(body: string, more: string): string {
  if (body.length <= LONGEST) return body
  const end = body.lastIndexOf('\n', LONGEST)
  return `${body.slice(0, end < 0 ? LONGEST : end)}\n\n… and more${more}`
}
