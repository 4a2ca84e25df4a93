import { describe, expect, test } from '@jest/globals'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { projectRoot } from './runner/action-metadata.ts'

const root = fileURLToPath(projectRoot)
const documents = globSync(['*.md', 'docs/**/*.md', '.github/**/*.md'], { cwd: root })
const textOf = (path: string): string =>
  readFileSync(join(root, path), 'utf8').replaceAll(/^( *)```[^]*?^\1```/gm, '')

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string): string =>
  heading
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
    .replaceAll(' ', '-')

const anchorsIn = (path: string): readonly string[] =>
  [...textOf(path).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading.trim()))

const links = documents.flatMap((from) =>
  [...textOf(from).matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g)]
    .map(([, link, source]) => link ?? source ?? '')
    .filter((to) => !/^[a-z]+:/.test(to))
    .map((to) => ({ from, to }))
)

function fault({ from, to }: (typeof links)[number]): string | undefined {
  const [path = '', anchor] = to.split('#')
  const target = path === '' ? from : normalize(join(dirname(from), path))
  // Beyond the root are pages of the repository on GitHub.
  if (target.startsWith('..')) return undefined
  if (!existsSync(join(root, target))) return `${from}: there is no ${target}`
  if (anchor === undefined || anchorsIn(target).includes(anchor)) return undefined
  return `${from}: ${target} has no heading #${anchor}`
}

describe('links between documents', () => {
  test('are many', () => {
    expect(links.length).toBeGreaterThan(50)
  })

  test('lead somewhere', () => {
    expect(links.flatMap((link) => fault(link) ?? [])).toEqual([])
  })
})
