/** `one file`, `3 files`. */
export const count = (number: number, noun: string): string =>
  number === 1 ? `one ${noun}` : `${String(number)} ${noun}s`
