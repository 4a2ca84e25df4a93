import { parseAllDocuments, type Document } from 'yaml'
import { parseYaml } from '../../src/core/yaml/document.ts'
import { updateManifest } from '../../src/core/manifest/update.ts'
import type { Wanted } from '../../src/core/image/wanted.ts'
import { markdownTable } from '../markdown-table.ts'
import { bytes, duration, times } from '../quantity.ts'
import type { Section } from '../section.ts'
import { median } from '../statistics.ts'
import { editedImage, sizedManifest } from './sized-manifest.ts'

const SIZES = [1_000, 10_000, 100_000, 3_000_000]
const LEAST_RUNS = 5
const MOST_RUNS = 2_000
const LONGEST = 2_000
/** The same where only a look is taken. */
const SHORTEST = 100

const wanted: Wanted = {
  name: editedImage,
  newName: undefined,
  tag: { set: 'v1.2.4' },
  digest: 'unsaid'
}

/** Works until there are enough measurements, after a few that warm up; gives the median of the milliseconds. */
function timed(work: () => unknown, longest: number): number {
  const runs: number[] = []
  const until = performance.now() + longest
  while (runs.length < LEAST_RUNS || (runs.length < MOST_RUNS && performance.now() < until)) {
    const started = performance.now()
    work()
    runs.push(performance.now() - started)
  }
  return median(runs.slice(Math.floor(runs.length / 5)))
}

function measureSize(size: number, longest: number): string[] {
  const { text, documents } = sizedManifest(size)
  const manifest = { path: 'all.yaml', text }
  const { changes } = updateManifest(manifest, [wanted], { addMissing: false })
  if (changes.length !== 1) throw new Error(`${changes.length} changes in a manifest of ${size} bytes`)
  const whole = timed(() => updateManifest(manifest, [wanted], { addMissing: false }), longest)
  const parse = timed(() => parseYaml('all.yaml', text), longest)
  const reprint = timed(
    () => [...parseAllDocuments(text)].map((one: Document) => one.toString()).join(''),
    longest
  )
  return [
    bytes(text.length),
    String(documents),
    duration(whole),
    (1000 / whole).toLocaleString('en', { maximumSignificantDigits: 3 }),
    duration(parse),
    times(whole / parse),
    duration(reprint),
    times(whole / reprint)
  ]
}

/** The pure core alone: one image in manifests of several sizes. */
export const editing: Section = {
  name: 'editing',
  takesTools: false,
  measure: ({ isSmallest }) => {
    const table = markdownTable(
      [
        'manifest',
        'documents',
        'locate, edit, verify',
        'edits a second',
        'one parse of it',
        'edit : parse',
        'parse and print all with `yaml`',
        'edit : print'
      ],
      isSmallest
        ? SIZES.slice(0, 1).map((size) => measureSize(size, SHORTEST))
        : SIZES.map((size) => measureSize(size, LONGEST))
    )
    const text =
      'One image in the middle of a file of Deployments, in one process, medians. An edit parses twice, before it and to verify it, and compares every node and comment.'
    return Promise.resolve(`## Editing\n\n${text}\n\n${table}`)
  }
}
