import { decode, encode } from 'fast-png'

/** As many as a byte can name. */
const MOST_COLORS = 256
const KEYWORD = 'Source'

type Color = readonly [number, number, number]

const colorOf = (key: number): Color => [key >> 16, (key >> 8) & 255, key & 255]

const distance = (one: Color, other: Color): number =>
  (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2

/** Which of some colours is nearest to one. */
function nearest(palette: readonly Color[], color: Color): number {
  const distances = palette.map((each) => distance(each, color))
  return distances.indexOf(Math.min(...distances))
}

/** The colours of pixels, each as one number. */
function keysOf(pixels: ArrayLike<number>, channels: number): readonly number[] {
  return Array.from({ length: pixels.length / channels }, (_, pixel) => {
    const at = pixel * channels
    return ((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0)
  })
}

/** Text in the few characters that a PNG's text may have. */
const asLatin1 = (text: string): string =>
  JSON.stringify(text).replaceAll(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
  )

/**
 * The same picture in 256 colours, a third as large: those that it has most of, and the nearest to each other one, which are shades between text
 * and its background that the eye does not tell apart. It carries a text.
 */
export function withPalette(png: Uint8Array, text: string): Uint8Array {
  const { data, width, height, channels } = decode(png)
  const keys = keysOf(data, channels)
  const counts = new Map<number, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  const ranked = [...counts].sort(([, one], [, other]) => other - one).map(([key]) => key)
  const palette = ranked.slice(0, MOST_COLORS).map(colorOf)
  const indices = new Map(
    ranked.map((key, rank) => [key, rank < MOST_COLORS ? rank : nearest(palette, colorOf(key))])
  )
  return encode(
    {
      width,
      height,
      channels: 1,
      depth: 8,
      data: Uint8Array.from(keys, (key) => indices.get(key) ?? 0),
      palette: palette.map((color) => [...color]),
      text: { [KEYWORD]: asLatin1(text) }
    },
    { zlib: { level: 9 } }
  )
}

/** The text that a picture carries. */
export const carriedText = (png: Uint8Array): string =>
  JSON.parse(decode(png).text[KEYWORD] ?? '""') as string
