import { RE2JS } from 're2js'
import { parseExtract } from '../version/extract.ts'
import { text } from './arguments.ts'
import type { GoFunction } from './functions.ts'
import { GoTemplateError } from './template-error.ts'
import type { GoValue } from './value.ts'

interface Match {
  readonly start: number
  readonly end: number
  readonly group: (name: string | number) => string | undefined
}

/** The expression that a text is, in the syntax of RE2, which takes linear time. */
function compile(pattern: GoValue): RE2JS {
  try {
    return RE2JS.compile(text(pattern))
  } catch (error) {
    if (error instanceof GoTemplateError) throw error
    throw new GoTemplateError('it is not a regular expression of RE2', undefined)
  }
}

function matchesIn(pattern: RE2JS, value: string): readonly Match[] {
  const matcher = pattern.matcher(value)
  const names = pattern.namedGroups() as Readonly<Record<string, number>>
  const found: Match[] = []
  while (matcher.find()) {
    const groups = Array.from(
      { length: pattern.groupCount() + 1 },
      (_, number) => matcher.group(number) ?? undefined
    )
    found.push({
      start: matcher.start(),
      end: matcher.end(),
      group: (name) => groups[typeof name === 'number' ? name : (names[name] ?? Infinity)]
    })
  }
  return found
}

function replaced(pattern: GoValue, value: GoValue, replacement: (match: Match) => string): string {
  const whole = text(value)
  let [result, done] = ['', 0]
  for (const match of matchesIn(compile(pattern), whole)) {
    result += whole.slice(done, match.start) + replacement(match)
    done = match.end
  }
  return result + whole.slice(done)
}

/** Functions of regular expressions. */
export const patternFunctions: Readonly<Record<string, GoFunction>> = {
  regexMatch: (pattern, value) => matchesIn(compile(pattern), text(value)).length > 0,
  regexFind: (pattern, value) => {
    const [first] = matchesIn(compile(pattern), text(value))
    return first?.group(0) ?? ''
  },
  regexReplaceAll: (pattern, value, replacement) => {
    const template = parseExtract(text(replacement))
    return replaced(pattern, value, ({ group }) => template.expand(group))
  },
  regexReplaceAllLiteral: (pattern, value, replacement) => replaced(pattern, value, () => text(replacement))
}
