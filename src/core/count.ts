/** `one file`, `3 files`. */
export const count = (number: number, noun: string): string =>
  number === 1 ? `one ${noun}` : `${String(number)} ${noun}s`

/** `1 file`, `3 files`: where it is compared with another number. */
export const countInFigures = (number: number, noun: string): string =>
  `${String(number)} ${noun}${number === 1 ? '' : 's'}`
