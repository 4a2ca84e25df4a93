/** What an image runs on, in the words of Go: `linux`, `arm64`, and for some architectures a variant such as `v7`. */
export interface Platform {
  readonly os: string
  readonly architecture: string
  readonly variant: string | undefined
}

/** Reads `os/architecture[/variant]`; `undefined` where the text is none. */
export function parsePlatform(text: string): Platform | undefined {
  const match = /^([a-z0-9]+)\/([a-z0-9_]+)(?:\/([a-z0-9]+))?$/i.exec(text)
  if (match === null) return undefined
  const [os = '', architecture = '', variant] = match.slice(1).map((part) => part && part.toLowerCase())
  return { os, architecture, variant }
}

/** `os/architecture[/variant]`. */
export const formatPlatform = ({ os, architecture, variant }: Platform): string =>
  [os, architecture, ...(variant === undefined ? [] : [variant])].join('/')

/** The variant that an architecture has when none is named: indexes leave it out as often as they tell it. */
const usualVariant = ({ architecture }: Platform): string =>
  ({ arm64: 'v8', arm: 'v7', amd64: 'v1' })[architecture] ?? ''

/** Whether an image of platform `actual` serves the wish for `wanted`. A wish without a variant takes any. */
export const servesPlatform = (actual: Platform, wanted: Platform): boolean =>
  actual.os === wanted.os &&
  actual.architecture === wanted.architecture &&
  (wanted.variant === undefined || (actual.variant ?? usualVariant(actual)) === wanted.variant)
