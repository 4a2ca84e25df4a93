import type { Scalar } from 'yaml'
import { blockLines, editedBlock } from './block-scalar.ts'
import { parseYaml, type YamlDocument, type YamlFile } from './document.ts'
import { scalarText } from './scalar.ts'

/** A marker that begins the text is no part of the document; indented, the parser would take it for one. */
const MARKER = /^((?:[ \t]*(?:#.*)?\r?\n)* *)---(?=[ \t]*(?:#.*)?\r?(?:\n|$))/

/**
 * Reads the lines of a literal block scalar as a document of their own. Its nodes have the offsets of the file's text:
 * what is before the lines is blank to the parser, and the indentation of the lines is that of the document's root. So
 * edits and places need no translation. `undefined` where the lines are not one document, or others read the scalar too.
 */
export function parseEmbedded(
  file: YamlFile,
  document: YamlDocument,
  scalar: Scalar
): YamlDocument | undefined {
  if (scalar.type !== 'BLOCK_LITERAL' || document.aliases.users(scalar).length > 0) return undefined
  if (editedBlock(file, scalar, []) !== scalarText(scalar)) return undefined
  const { start, end } = blockLines(file, scalar)
  const lines = file.text.slice(start, end).replace(MARKER, '$1   ')
  const text = `${' '.repeat(start - 1)}\n${lines}`
  const [embedded] = parseYaml(file.path, text).documents
  if (embedded === undefined || embedded.fault !== undefined) return undefined
  return { ...embedded, within: { document, scalar, text } }
}
