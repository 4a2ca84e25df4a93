import { code, escapeMarkdown } from './markdown.ts'
import type { ToldCommit } from './message.ts'

/** A commit by its short name, as a link where it has a page, and its headline, as Markdown. */
export function toldCommit({ oid, url, message }: ToldCommit): string {
  const name = code(oid.slice(0, 7))
  return `${url === '' ? name : `[${name}](${url})`} ${escapeMarkdown(message.split('\n', 1)[0] ?? '')}`
}
