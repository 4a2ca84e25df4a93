import { PatternError, type TagMatcher } from './tag-matcher.ts'

/*
 * The patterns of Go's `path/filepath`.Match, which Argo CD Image Updater ignores tags by: `*`, `?`, `[a-z]`, `[^a-z]` and `\` before
 * what is meant literally. There is no `**` and no `{a,b}`.
 */

type Test = (character: string) => boolean
type Element = Test | '*'

const isNoSeparator: Test = (character) => character !== '/'

/** Reads a pattern from left to right. */
class Scanner {
  readonly #characters: readonly string[]
  #position = 0

  constructor(text: string) {
    this.#characters = Array.from(text)
  }

  next(): string | undefined {
    return this.#characters[this.#position++]
  }

  skip(character: string): boolean {
    const isThere = this.#characters[this.#position] === character
    if (isThere) this.#position++
    return isThere
  }
}

const afterBackslash = (scanner: Scanner): string => {
  const character = scanner.next()
  if (character === undefined) throw new PatternError('nothing follows its last "\\".')
  return character
}

/** One end of a range within brackets. */
function readEnd(scanner: Scanner): string {
  const character = scanner.next()
  if (character === undefined) throw new PatternError('a "[" has no "]".')
  if (character === '-' || character === ']') {
    throw new PatternError(`a "${character}" stands where a character is expected between "[" and "]".`)
  }
  return character === '\\' ? afterBackslash(scanner) : character
}

function readClass(scanner: Scanner): Test {
  const isNegated = scanner.skip('^')
  const ranges: (readonly [string, string])[] = []
  do {
    const low = readEnd(scanner)
    ranges.push([low, scanner.skip('-') ? readEnd(scanner) : low])
  } while (!scanner.skip(']'))
  return (character) => ranges.some(([low, high]) => low <= character && character <= high) !== isNegated
}

function readElement(character: string, scanner: Scanner): Element {
  if (character === '*') return '*'
  if (character === '?') return isNoSeparator
  if (character === '[') return readClass(scanner)
  const literal = character === '\\' ? afterBackslash(scanner) : character
  return (other) => other === literal
}

function elementsOf(text: string): readonly Element[] {
  const scanner = new Scanner(text)
  const elements: Element[] = []
  for (let character = scanner.next(); character !== undefined; character = scanner.next())
    elements.push(readElement(character, scanner))
  return elements
}

/** Only the last star passed is ever tried again, so that no pattern takes more than the product of both lengths. */
function isMatch(elements: readonly Element[], characters: readonly string[]): boolean {
  let [element, character] = [0, 0]
  let retry: { readonly element: number; readonly character: number } | undefined
  while (character < characters.length || element < elements.length) {
    const test = elements[element]
    const current = characters[character]
    if (test === '*') {
      retry = { element, character: character + 1 }
      element++
    } else if (test !== undefined && current !== undefined && test(current)) {
      element++
      character++
    } else {
      const swallowed = retry === undefined ? undefined : characters[retry.character - 1]
      if (retry === undefined || swallowed === undefined || !isNoSeparator(swallowed)) return false
      ;({ element, character } = retry)
    }
  }
  return true
}

/**
 * Reads a glob.
 *
 * @throws PatternError where Go calls it malformed
 */
export function parseGlob(text: string): TagMatcher {
  const elements = elementsOf(text)
  return { text, matches: (tag) => isMatch(elements, Array.from(tag)) }
}
