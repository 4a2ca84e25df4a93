import { isScalar, visit } from 'yaml'
import type { Wanted } from '../image/wanted.ts'
import type { YamlDocument, YamlFile } from '../yaml/document.ts'
import { blockLines, type BlockLines } from '../yaml/block-scalar.ts'
import { lineEnd, nextLine } from '../yaml/lines.ts'
import { placeAt } from '../yaml/place.ts'
import type { Unreadable } from './format.ts'
import type { Notice } from './manifest.ts'
import { isAbout, lineNamesImage } from './mention.ts'

/** Notices for values that name a wanted image but are filled in by something else, and so are left alone. */
export function templateNotices(
  file: YamlFile,
  unreadable: readonly Unreadable[],
  wanted: readonly Wanted[]
): readonly Notice[] {
  return unreadable.flatMap(({ offset, text }) => {
    const wish = wanted.find(({ name }) => isAbout(text, name))
    if (wish === undefined) return []
    const message = `"${text}" names ${wish.name} but is no plain reference (a template?), and was left alone.`
    return [{ place: placeAt(file, offset), message }]
  })
}

/** The lines of all block scalars (`|`, `>`) but those of which the starts are known. */
function blocksBut(file: YamlFile, known: ReadonlySet<number | undefined>): readonly BlockLines[] {
  const blocks: BlockLines[] = []
  for (const { root } of file.documents) {
    if (root === null) continue
    visit(root, {
      Scalar: (_key, node) => {
        const isBlock = isScalar(node) && node.type?.startsWith('BLOCK') === true
        if (isBlock && !known.has(node.range?.[0])) blocks.push(blockLines(file, node))
      }
    })
  }
  return blocks
}

/** Notices for wanted images that the file names only inside block scalars (an inline patch, a ConfigMap), which no format reads. */
export function blockScalarNotices(
  file: YamlFile,
  embedded: readonly YamlDocument[],
  wanted: readonly Wanted[]
): readonly Notice[] {
  if (wanted.length === 0) return []
  const read = new Set(embedded.map(({ within }) => within?.scalar.range?.[0]))
  const notices: Notice[] = []
  for (const { start, end } of blocksBut(file, read)) {
    for (let line = start; line < end; line = nextLine(file.text, line)) {
      const text = file.text.slice(line, lineEnd(file.text, line))
      const wish = wanted.find(({ name }) => lineNamesImage(text, name))
      if (wish === undefined) continue
      const offset = line + text.search(/\S/)
      const message = `${wish.name} is named inside a block of text, which is not updated: ${text.trim()}`
      notices.push({ place: placeAt(file, offset), message })
    }
  }
  return notices
}
