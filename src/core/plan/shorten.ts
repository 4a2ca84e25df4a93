/** Nobody reads a commit message that is longer. */
const LONGEST = 60_000

/** A body whose end is left away behind a whole line where it is too long, with a word that says so. */
export function shorten(body: string, more: string, longest = LONGEST): string {
  if (body.length <= longest) return body
  const end = body.lastIndexOf('\n', longest)
  return `${body.slice(0, end < 0 ? longest : end)}\n\n… and more${more}`
}
