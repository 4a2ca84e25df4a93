import { formatPlace, UpdateError } from '../core/error.ts'
import { shorten } from '../core/plan/shorten.ts'
import { fenced } from '../core/markdown/block.ts'
import { code, escapeMarkdown } from '../core/markdown/text.ts'

function headingOf(error: unknown, isWritten: boolean): string {
  const failed = error instanceof UpdateError ? error.code : undefined
  if (failed === 'not-deployed') return 'Not deployed'
  if (failed === 'incomplete') return 'Not every image was updated'
  if (isWritten) return 'What followed failed'
  return failed === 'unchanged' ? 'Nothing differs' : 'No image was updated'
}

/** An address without what ends the sentence. */
const ADDRESS = /(https?:\/\/\S*[^\s.,;:)"'])/

/** A line of text as Markdown; addresses stay whole, so that they can be copied. */
const shown = (line: string): string =>
  line
    .split(ADDRESS)
    .map((part, index) => (index % 2 === 1 ? code(part) : escapeMarkdown(part)))
    .join('')

/** Text as Markdown that wraps: each line is a paragraph, and lines that start with a dash are a list. */
const prose = (text: string): string =>
  text
    .split('\n')
    .map((line) => (line.startsWith('- ') ? `- ${shown(line.slice(2))}` : `\n${shown(line.trim())}\n`))
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()

/** GitHub takes no summary that is longer than a mebibyte, and markup can be many times as long as what it shows. */
const LONGEST = 50_000

const cut = (text: string): string => shorten(text, ', in the log.', LONGEST)

function told({ place, message, hint, excerpt }: UpdateError): readonly string[] {
  const where = place === undefined ? '' : `${code(formatPlace(place))}: `
  return [
    `${where}${prose(cut(message))}`,
    ...(hint === undefined ? [] : [prose(hint)]),
    ...(excerpt === undefined ? [] : [fenced(cut(excerpt), 'text')])
  ]
}

/** The job summary of a run that failed; behind the one of what was written, where something was. */
export function failureSummary(error: unknown, message: string, isWritten = false): string {
  const paragraphs = error instanceof UpdateError ? told(error) : [prose(cut(message))]
  return `${[`### ${headingOf(error, isWritten)}`, ...paragraphs].join('\n\n')}\n`
}
