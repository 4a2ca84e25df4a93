import { styleText } from 'node:util'

type Paint = (text: string) => string

/** How text stands out in a terminal. */
export interface Style {
  readonly bold: Paint
  readonly dim: Paint
  readonly red: Paint
  readonly green: Paint
  readonly yellow: Paint
  readonly blue: Paint
}

const plain: Paint = (text) => text

const painted =
  (format: Parameters<typeof styleText>[0]): Paint =>
  (text) =>
    styleText(format, text, { validateStream: false })

/** Colours where people read in a terminal and have not asked for none. */
export function styleFor(
  stream: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>
): Style {
  const isColoured = stream.isTTY === true && (environment['NO_COLOR'] ?? '') === ''
  const paint = (format: Parameters<typeof styleText>[0]): Paint => (isColoured ? painted(format) : plain)
  return {
    bold: paint('bold'),
    dim: paint('dim'),
    red: paint('red'),
    green: paint('green'),
    yellow: paint('yellow'),
    blue: paint('blue')
  }
}
