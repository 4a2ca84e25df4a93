/** What a server asks for in `WWW-Authenticate`: the scheme in lower case, with its parameters by lower-case names. */
export interface Challenge {
  readonly scheme: string
  readonly parameters: ReadonlyMap<string, string>
}

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+"
const QUOTED = '"(?:[^"\\\\]|\\\\.)*"'
const SEPARATOR = /[\s,]*/y
const PARAMETER = new RegExp(`(${TOKEN})\\s*=\\s*(${QUOTED}|${TOKEN})\\s*(?=,|$)`, 'y')
const SCHEME = new RegExp(`(${TOKEN})(?:\\s+|(?=,|$))`, 'y')
const TOKEN68 = /[A-Za-z0-9._~+/-]+=*\s*(?=,|$)/y

const unquoted = (text: string): string =>
  text.startsWith('"') ? text.slice(1, -1).replaceAll(/\\(.)/g, '$1') : text

/**
 * The challenges of a `WWW-Authenticate` header, as RFC 9110 (§ 11.6.1) has them: several may stand in one field, and the commas
 * between them look like those between their parameters. What is not of that grammar ends the reading; the challenges before it
 * count.
 */
export function parseChallenges(header: string): readonly Challenge[] {
  const challenges: { readonly scheme: string; readonly parameters: Map<string, string> }[] = []
  let at = 0
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const match = pattern.exec(header)
    at += match?.[0].length ?? 0
    return match
  }
  for (take(SEPARATOR); at < header.length; take(SEPARATOR)) {
    const parameter = take(PARAMETER)
    if (parameter !== null) {
      const [, name = '', value = ''] = parameter
      challenges.at(-1)?.parameters.set(name.toLowerCase(), unquoted(value))
      continue
    }
    const scheme = take(SCHEME)?.[1]
    if (scheme === undefined) break
    challenges.push({ scheme: scheme.toLowerCase(), parameters: new Map() })
    const start = at
    // A parameter looks like a token with padding at first: `a=` is one, `a=b` is not.
    if (take(PARAMETER) !== null) at = start
    else take(TOKEN68)
  }
  return challenges
}
