import { isTag } from '../core/image/grammar.ts'
import { ImagesLineError, parseImagesLine } from '../core/image/images-line.ts'
import { canonicalName } from '../core/image/name.ts'
import type { Wanted } from '../core/image/wanted.ts'
import type { Problems } from './problems.ts'
import { items, type Item, type RawInputs } from './raw.ts'

function defaultTag(raw: RawInputs, problems: Problems): string | undefined {
  const tag = raw.tag.trim()
  if (tag === '') return undefined
  if (isTag(tag)) return tag
  problems.add(
    'tag',
    `"${tag}" is not a tag. A tag is up to 128 letters, digits, "_", "." and "-", and starts with none of the last two.`
  )
  return undefined
}

function parseItem(item: Item, tag: string | undefined, problems: Problems): Wanted | undefined {
  try {
    return parseImagesLine(item.text, tag)
  } catch (error) {
    if (!(error instanceof ImagesLineError)) throw error
    problems.add('images', error.message, item.line)
    return undefined
  }
}

const sameWish = (one: Wanted, other: Wanted): boolean =>
  JSON.stringify([one.newName, one.tag, one.digest]) ===
  JSON.stringify([other.newName, other.tag, other.digest])

/** Reads `images` and `tag`. Two lines for one image must ask the same. */
export function readWanted(raw: RawInputs, problems: Problems): readonly Wanted[] {
  const tagGiven = raw.tag.trim() !== ''
  const tag = defaultTag(raw, problems)
  const wanted = new Map<string, { readonly wish: Wanted; readonly line: number }>()
  const lines = items(raw.images)
  if (lines.length === 0) {
    problems.add('images', 'it is empty. Write one image a line, such as "ghcr.io/acme/api:v2".')
  }
  for (const item of lines) {
    // An invalid `tag` is told once, not again for every line that would take it.
    const wish = parseItem(item, tag ?? (tagGiven ? 'invalid' : undefined), problems)
    if (wish === undefined) continue
    const name = canonicalName(wish.name)
    const earlier = wanted.get(name)
    if (earlier === undefined) wanted.set(name, { wish, line: item.line })
    else if (!sameWish(earlier.wish, wish)) {
      const first = String(earlier.line)
      problems.add(
        'images',
        `"${wish.name}" is asked for twice, and line ${first} asks otherwise.`,
        item.line
      )
    }
  }
  return [...wanted.values()].map(({ wish }) => wish)
}
