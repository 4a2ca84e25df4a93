import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UpdateError, type Place } from '../src/core/error.ts'
import { isSameImage } from '../src/core/image/name.ts'
import { formatReference } from '../src/core/image/reference.ts'
import type { Wanted } from '../src/core/image/wanted.ts'
import { locateImages } from '../src/core/manifest/locate.ts'
import type { LocatedImage, Manifest } from '../src/core/manifest/manifest.ts'
import { updateManifest } from '../src/core/manifest/update.ts'
import { parseYaml } from '../src/core/yaml/document.ts'
import type { Corpus } from './corpus-files.ts'
import { outcome, table, type Outcome, type Part } from './outcome.ts'

const TAG = '1_0.10'

/** What the files of one repository came to. */
interface Tally {
  files: number
  parsed: number
  images: number
  edits: number
  readonly refusals: Map<string, number>
}

const wish = (name: string): Wanted => ({ name, newName: undefined, tag: { set: TAG }, digest: 'unsaid' })

/** Where a place is in the text. */
function offsetOf(text: string, { line, column }: Place): number {
  let start = 0
  for (let number = 1; number < line; number += 1) start = text.indexOf('\n', start) + 1
  return start + (start === 0 && text.startsWith('\ufeff') ? 1 : 0) + column - 1
}

/** Where the reference starts that a place holds in one value; `undefined` where its parts are in values of their own. */
function wholeStart(text: string, { place, reference }: LocatedImage): number | undefined {
  const start = offsetOf(text, place)
  const quote = /^["']?/.exec(text.slice(start, start + 1))?.[0] ?? ''
  const isWhole = text.startsWith(formatReference(reference), start + quote.length)
  return isWhole ? start + quote.length : undefined
}

/** The text with its whole references replaced by hand, from the end to the start. */
function replaceReferences(text: string, images: readonly LocatedImage[]): string {
  return images.toReversed().reduce((edited, image) => {
    const { reference } = image
    const start = wholeStart(edited, image)
    if (start === undefined) return edited
    const end = start + formatReference(reference).length
    return `${edited.slice(0, start)}${reference.name}:${TAG}${edited.slice(end)}`
  }, text)
}

/** The text without the lines that hold versions alone. */
const withoutVersions = (text: string): string =>
  text.replace(/^[ \t]+(?:newTag|tag|imageTag|version|digest):.*\n?/gm, '').trimEnd()

/** What differs beside the versions of the image; `undefined` when nothing does. */
function strayChange(before: string, after: string, images: readonly LocatedImage[]): string | undefined {
  // A name without a version is all of a reference, or the part of one whose version stands in a line of its own.
  const versioned = images.filter(
    ({ reference: { tag, digest } }) => tag !== undefined || digest !== undefined
  )
  const isExact =
    after === replaceReferences(before, images) ||
    withoutVersions(after) === withoutVersions(replaceReferences(before, versioned))
  return isExact ? undefined : 'more than the version changed'
}

function checkImage(
  manifest: Manifest,
  images: readonly LocatedImage[],
  name: string,
  tally: Tally
): Outcome {
  const label = `${manifest.path}: ${name}`
  const named = images.filter((image) => isSameImage(image.name, name))
  try {
    const { text, changes } = updateManifest(manifest, [wish(name)], { addMissing: false })
    tally.edits += changes.length
    const again = updateManifest({ path: manifest.path, text }, [wish(name)], { addMissing: false })
    if (again.text !== text) return outcome(label, 'a second update changes it again')
    return outcome(label, strayChange(manifest.text, text, named))
  } catch (error) {
    if (!(error instanceof UpdateError)) throw error
    const reason = `${error.code}: ${error.message.replace(/"[^"]*"/g, '"…"')}`
    tally.refusals.set(reason, (tally.refusals.get(reason) ?? 0) + 1)
    return outcome(label, error.code === 'internal' ? error.message : undefined)
  }
}

function checkFile(manifest: Manifest, tally: Tally): readonly Outcome[] {
  tally.files += 1
  const { documents } = parseYaml(manifest.path, manifest.text)
  if (documents.every(({ fault }) => fault === undefined)) tally.parsed += 1
  const images = locateImages(manifest)
  tally.images += images.length
  return [...new Set(images.map(({ name }) => name))].map((name) => checkImage(manifest, images, name, tally))
}

/** Writes a new tag for each image of each file, and looks whether anything else has changed. */
export async function checkCorpus({ root, files }: Corpus): Promise<Part> {
  const tallies = new Map<string, Tally>()
  const outcomes: Outcome[] = []
  for (const path of files) {
    const [repository = ''] = path.split('/')
    const tally = tallies.get(repository) ?? {
      files: 0,
      parsed: 0,
      images: 0,
      edits: 0,
      refusals: new Map<string, number>()
    }
    tallies.set(repository, tally)
    outcomes.push(...checkFile({ path, text: await readFile(join(root, path), 'utf8') }, tally))
  }
  const rows = [...tallies].map(([repository, { files: read, parsed, images, edits, refusals }]) => {
    const refused = [...refusals.values()].reduce((sum, count) => sum + count, 0)
    return [repository, read, parsed, images, edits, refused]
  })
  const total = [1, 2, 3, 4, 5].map((column) => rows.reduce((sum, row) => sum + Number(row[column]), 0))
  const head = ['repository', 'files', 'parsed', 'images', 'edits', 'refused']
  const reasons = [...tallies].flatMap(([repository, { refusals }]) =>
    [...refusals].map(([reason, count]) => `refused in ${repository}, ${count} times: ${reason}`)
  )
  return { title: 'corpus', outcomes, report: [...table([head, ...rows, ['all', ...total]]), ...reasons] }
}
