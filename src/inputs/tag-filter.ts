import { parseExtract } from '../core/version/extract.ts'
import { NO_FILTER, type TagFilter } from '../core/version/filter.ts'
import { parseGlob } from '../core/version/glob.ts'
import { parsePattern } from '../core/version/pattern.ts'
import { PatternError } from '../core/version/tag-matcher.ts'
import type { Problems } from './problems.ts'
import { items, type InputName, type Item, type RawInputs } from './raw.ts'

const EXPRESSION = 'regexp:'

/** What `read` makes of a text; what is wrong with it becomes a problem of the input. */
function attempt<Value>(
  input: InputName,
  text: string,
  read: () => Value,
  problems: Problems,
  line?: number
): Value | undefined {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof PatternError)) throw error
    problems.add(input, `"${text}": ${error.message}`, line)
    return undefined
  }
}

function readAllowed(raw: RawInputs, problems: Problems): TagFilter['allow'] {
  const text = raw['allow-tags'].trim()
  if (text === '' || /^any$/i.test(text)) return undefined
  if (text.startsWith(EXPRESSION)) {
    return attempt('allow-tags', text, () => parsePattern(text.slice(EXPRESSION.length)), problems)
  }
  problems.add('allow-tags', `"${text}" is neither "any" nor "regexp:" with an expression behind it.`)
  return undefined
}

function readIgnored({ text, line }: Item, problems: Problems): TagFilter['ignore'] {
  if (text.includes(',') && !text.startsWith(EXPRESSION)) {
    problems.add('ignore-tags', `"${text}": no tag has a comma. Write one glob a line.`, line)
    return []
  }
  const read = () =>
    text.startsWith(EXPRESSION) ? parsePattern(text.slice(EXPRESSION.length)) : parseGlob(text)
  const matcher = attempt('ignore-tags', text, read, problems, line)
  return matcher === undefined ? [] : [matcher]
}

function readExtract(raw: RawInputs, allow: TagFilter['allow'], problems: Problems): TagFilter['extract'] {
  const text = raw.extract.trim()
  if (text === '') return undefined
  const extract = parseExtract(text)
  if (!raw['allow-tags'].trim().startsWith(EXPRESSION)) {
    problems.add(
      'extract',
      `"${text}" is made of groups of "allow-tags". Write "allow-tags: regexp:..." with groups.`
    )
  }
  const unknown = extract.groups.find((group) => allow?.groups.has(String(group)) === false)
  if (unknown !== undefined) {
    problems.add(
      'extract',
      `"${text}" names the group "${String(unknown)}", which "allow-tags" has not. Braces end a name: "\${1}".`
    )
  }
  return extract
}

/** Reads `allow-tags`, `ignore-tags` and `extract`. */
export function readTagFilter(raw: RawInputs, problems: Problems): TagFilter {
  const allow = readAllowed(raw, problems)
  const ignore = items(raw['ignore-tags']).flatMap((item) => readIgnored(item, problems))
  return { ...NO_FILTER, allow, ignore, extract: readExtract(raw, allow, problems) }
}
