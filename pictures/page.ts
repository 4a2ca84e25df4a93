import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { escapeHtml, renderMarkdown } from './github-markdown.ts'
import type { JobSummarySight, PullRequestSight, Sight } from './sight.ts'

/** GitHub's themes. */
export type Scheme = 'light' | 'dark'

const fileOf = (specifier: string): string => fileURLToPath(import.meta.resolve(specifier))

const font = (family: string, specifier: string, weights: string): string => {
  const bytes = readFileSync(fileOf(specifier)).toString('base64')
  return `@font-face { font-family: '${family}'; font-weight: ${weights}; src: url(data:font/woff2;base64,${bytes}) }`
}

/** Fonts of their own, so that pictures are the same on every machine. */
const fonts = (): string =>
  [
    font('Inter Variable', '@fontsource-variable/inter/files/inter-latin-opsz-normal.woff2', '100 900'),
    font(
      'JetBrains Mono Variable',
      '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
      '100 800'
    )
  ].join('\n')

const ICON =
  '<svg width="14" height="14" viewBox="0 0 16 16"><circle cx="4" cy="3.5" r="2"/><circle cx="4" cy="12.5" r="2"/><circle cx="12" cy="12.5" r="2"/><path d="M3.3 4h1.4v8H3.3zM11.3 12V6.2c0-.8-.5-1.4-1.3-1.4H8V3.4h2c1.6 0 2.7 1.2 2.7 2.8V12z"/></svg>'

const comment = (heading: string, body: string): string =>
  `<section class="comment"><header>${heading}</header><div class="markdown-body">${renderMarkdown(body)}</div></section>`

function pullRequest({ title, number, head, base, labels, author, body }: PullRequestSight): string {
  const branch = (name: string): string => `<span class="branch">${escapeHtml(name)}</span>`
  return `<h1>${escapeHtml(title)} <span>#${number}</span></h1>
<div class="state"><span class="open">${ICON}Open</span>${branch(head)} → ${branch(base)}
${labels.map((label) => `<span class="label">${escapeHtml(label)}</span>`).join('')}</div>
${comment(`<b>${escapeHtml(author)}</b>`, body)}`
}

const jobSummary = ({ job, body }: JobSummarySight): string =>
  comment(`<b>${escapeHtml(job)}</b> summary`, body)

function frame(sight: Sight): string {
  const [where, what, content] =
    sight.kind === 'pull-request'
      ? [sight.repository, 'Pull request', pullRequest(sight)]
      : [`${sight.repository} › ${sight.workflow}`, 'Job summary', jobSummary(sight)]
  return `<main class="frame"><div class="where"><b>${escapeHtml(where)}</b><span>${what}</span></div><div class="sight">${content}</div></main>`
}

/** A sight as a page of HTML that needs nothing beside it. */
export function page(sight: Sight, scheme: Scheme): string {
  const markdownStyle = readFileSync(fileOf(`github-markdown-css/github-markdown-${scheme}.css`), 'utf8')
  const frameStyle = readFileSync(new URL('frame.css', import.meta.url), 'utf8')
  return `<!doctype html>
<html lang="en" data-scheme="${scheme}">
<meta charset="utf-8">
<style>${fonts()}\n${markdownStyle}\n${frameStyle}</style>
<body>${frame(sight)}</body>
</html>`
}
