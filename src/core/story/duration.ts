const SECOND = 1000
const MINUTE = 60 * SECOND

/** A span of time as people say it: `90 s`, `10 min`. */
export const duration = (milliseconds: number): string =>
  milliseconds >= 2 * MINUTE && milliseconds % MINUTE === 0
    ? `${String(milliseconds / MINUTE)} min`
    : `${String(Math.round(milliseconds / SECOND))} s`
