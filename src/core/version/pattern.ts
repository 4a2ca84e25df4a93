import { RE2JS } from 're2js'
import type { ExtractTemplate } from './extract.ts'
import { PatternError, type TagMatcher } from './tag-matcher.ts'

/** A regular expression in RE2's syntax, as Go has it; it may match anywhere in a tag. */
export interface TagPattern extends TagMatcher {
  /** What the template says of a tag, or `undefined` where the pattern does not match it. */
  readonly expand: (tag: string, template: ExtractTemplate) => string | undefined
  /** The groups that a template can name, by number and by name. */
  readonly groups: ReadonlySet<string>
}

function compile(text: string): RE2JS {
  try {
    return RE2JS.compile(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new PatternError(`it is not a regular expression of RE2: ${reason}.`, { cause: error })
  }
}

/**
 * Reads a regular expression. It runs in linear time, whatever it says.
 *
 * @throws PatternError where RE2 does not have it: look-around, back-references
 */
export function parsePattern(text: string): TagPattern {
  const pattern = compile(text)
  const numbers = Array.from({ length: pattern.groupCount() + 1 }, (_, number) => String(number))
  const names = pattern.namedGroups()
  const expand: TagPattern['expand'] = (tag, template) => {
    // Groups cost more than the question whether there is a match.
    if (!pattern.test(tag)) return undefined
    const match = (pattern.exec(tag) ?? []) as readonly (string | undefined)[]
    return template.expand((group) => match[typeof group === 'number' ? group : (names[group] ?? Infinity)])
  }
  return {
    text,
    groups: new Set([...numbers, ...Object.keys(names)]),
    matches: (tag) => pattern.test(tag),
    expand
  }
}
