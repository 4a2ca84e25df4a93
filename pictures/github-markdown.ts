import markdownIt, { type MarkdownIt } from 'markdown-it'
import alerts from 'markdown-it-github-alerts'

/** The classes that GitHub gives to lines of a diff. */
const DIFF_LINES: Readonly<Record<string, string>> = { '+': 'pl-mi1', '-': 'pl-md', '@': 'pl-mdr' }

// The types of the plugin are those of an older markdown-it.
const markdown = markdownIt({ html: true, linkify: true, highlight }).use(alerts as (on: MarkdownIt) => void)
// GitHub makes links of addresses with a scheme, and not of every "ghcr.io".
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false })

function highlight(text: string, language: string): string {
  if (language !== 'diff') return ''
  const lines = text.split('\n').map((line) => {
    const name = DIFF_LINES[line.charAt(0)]
    const escaped = markdown.utils.escapeHtml(line)
    return name === undefined ? escaped : `<span class="${name}">${escaped}</span>`
  })
  return lines.join('\n')
}

/** Markdown as the HTML that GitHub makes of it: CommonMark with tables, alerts and the HTML that is in it. */
export const renderMarkdown = (text: string): string => markdown.render(text)

/** Text as HTML that shows it. */
export const escapeHtml = (text: string): string => markdown.utils.escapeHtml(text)
