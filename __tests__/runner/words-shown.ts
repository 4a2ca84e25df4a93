import { renderMarkdown } from '../../pictures/github-markdown.ts'

const CHARACTERS: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&amp;': '&',
  '\u200B': ''
}

/** The words of a text, whatever lines and lists they are in. */
export const wordsOf = (text: string): string => text.replaceAll(/^- /gm, '').replaceAll(/\s+/g, ' ').trim()

/** The words that GitHub shows of Markdown. */
export const wordsShown = (markdown: string): string =>
  wordsOf(
    renderMarkdown(markdown)
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll(/&(?:lt|gt|quot|amp);|\u200B/g, (written) => CHARACTERS[written] ?? '')
  )
