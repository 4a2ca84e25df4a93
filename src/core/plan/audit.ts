import { formatReference, splitReference } from '../image/reference.ts'
import type { Change } from '../manifest/manifest.ts'

/*
 * What commits say for audit, as trailers that git reads (`git log --format='%(trailers)'`). Values are words without blanks: what
 * else a manifest may hold is written in percent-encoding, so that no value can end its line or look like another trailer.
 */

const IMAGE = 'Image'
const OMITTED = 'Images-Omitted'
const SOURCE = 'Source-Commit'
const RUN = 'Workflow-Run'
const ACTOR = 'Workflow-Actor'
const CHOOSER = 'Chosen-By'
const MOST_IMAGES = 50

/** One version that took the place of another: whole references. */
export interface AuditedImage {
  /** The name that the image was asked for by. */
  readonly name: string
  readonly from: string
  readonly to: string
}

/** Where a commit comes from. */
export interface AuditOrigin {
  /** `owner/name` of the repository whose workflow ran, and the commit that it ran for. */
  readonly repository: string
  readonly commit: string
  /** The address of the workflow run. */
  readonly run: string
  readonly actor: string
  /** The input that chose the versions; empty where the workflow gave them. */
  readonly chosenBy: string
}

/** What the trailers of a commit say; empty texts where they say nothing. */
export interface Audit extends AuditOrigin {
  readonly images: readonly AuditedImage[]
  /** How many more images changed than are listed. */
  readonly omitted: number
}

const hexadecimal = (byte: number): string => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`

const encode = (text: string): string =>
  text.replaceAll(/[^\x21-\x7e]|%/gu, (character) =>
    [...new TextEncoder().encode(character)].map(hexadecimal).join('')
  )

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // Somebody else wrote it: it says what it says.
    return text
  }
}

const imageTrailer = ({ name, from, to }: AuditedImage): string => {
  const isToldByReference = splitReference(to).name === name
  return `${IMAGE}: ${encode(from)} -> ${encode(to)}${isToldByReference ? '' : ` as ${encode(name)}`}`
}

const trailer = (key: string, value: string): readonly string[] =>
  value === '' ? [] : [`${key}: ${encode(value)}`]

/** The trailers for these changes: each image once for each pair of versions, the first fifty; whatever place it is in. */
export function auditTrailers(changes: readonly Change[], origin: AuditOrigin): readonly string[] {
  const images = changes.map(({ image, from, to }) =>
    imageTrailer({ name: image, from: formatReference(from), to: formatReference(to) })
  )
  const distinct = [...new Set(images)]
  const omitted = distinct.length - MOST_IMAGES
  return [
    ...distinct.slice(0, MOST_IMAGES),
    ...(omitted > 0 ? [`${OMITTED}: ${String(omitted)}`] : []),
    ...(origin.commit === '' ? [] : [`${SOURCE}: ${encode(origin.repository)}@${encode(origin.commit)}`]),
    ...trailer(RUN, origin.run),
    ...trailer(ACTOR, origin.actor),
    ...trailer(CHOOSER, origin.chosenBy)
  ]
}

/**
 * Reads what the trailers of a commit say. A squash that keeps the messages of its commits counts, too: all lines are looked at, and
 * the last of several that can be there once.
 */
export function parseAudit(message: string): Audit {
  const values = (key: string): readonly string[] =>
    [...message.matchAll(new RegExp(`^${key}: (\\S.*?)\\s*$`, 'gm'))].map(([, value = '']) => value)
  const last = (key: string): string => values(key).at(-1) ?? ''
  const images = values(IMAGE).flatMap((value): readonly AuditedImage[] => {
    const [, from, to, name] = /^(\S+) -> (\S+)(?: as (\S+))?$/.exec(value) ?? []
    if (from === undefined || to === undefined) return []
    const reference = decode(to)
    return [
      {
        name: name === undefined ? splitReference(reference).name : decode(name),
        from: decode(from),
        to: reference
      }
    ]
  })
  const [repository = '', commit = ''] = last(SOURCE).split('@')
  return {
    images,
    omitted: values(OMITTED).reduce((sum, value) => sum + Number(/^\d+$/.exec(value)?.[0] ?? 0), 0),
    repository: decode(repository),
    commit: decode(commit),
    run: decode(last(RUN)),
    actor: decode(last(ACTOR)),
    chosenBy: decode(last(CHOOSER))
  }
}
