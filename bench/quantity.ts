const digits = (value: number): number => (value >= 100 ? 0 : value >= 10 ? 1 : 2)

/** A duration in its natural unit. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1) return `${Math.round(milliseconds * 1000)} µs`
  if (milliseconds < 1000) return `${milliseconds.toFixed(digits(milliseconds))} ms`
  return `${(milliseconds / 1000).toFixed(2)} s`
}

/** A number of bytes in its natural unit. */
export function bytes(count: number): string {
  if (count < 1000) return `${count} B`
  if (count < 1_000_000) return `${(count / 1000).toFixed(1)} kB`
  return `${(count / 1_000_000).toFixed(2)} MB`
}

/** How many times as much. */
export const times = (ratio: number): string => `${ratio.toFixed(digits(ratio))}×`
