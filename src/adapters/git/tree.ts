import { kindOfMode, type Entry } from '../../core/selection/entry.ts'
import { decodeText } from '../../core/text.ts'
import type { ObjectId } from '../../ports/snapshot.ts'
import { situationOf, type Checkout } from './checkout.ts'
import { refusalOf } from './refusal.ts'

/** An entry with the object that is there, and its mode as Git writes it. */
export interface TreeEntry extends Entry {
  readonly object: ObjectId
  readonly mode: string
}

/** Parses the output of `git ls-tree -z`: mode, type, object, a tab and the path. A path that is not UTF-8 has no name here. */
export function parseTree(listing: Buffer): readonly TreeEntry[] {
  const entries: TreeEntry[] = []
  for (let start = 0; start < listing.length;) {
    const end = listing.indexOf(0, start)
    const tab = listing.indexOf('\t', start)
    const [mode = '', , object = ''] = listing.toString('latin1', start, tab).split(' ')
    const path = decodeText(listing.subarray(tab + 1, end))
    if (path !== undefined) entries.push({ path, kind: kindOfMode(parseInt(mode, 8)), object, mode })
    start = end + 1
  }
  return entries
}

/** Every path of a commit, directories among them, but not what is in submodules. */
export async function readTree(checkout: Checkout, commit: ObjectId): Promise<readonly TreeEntry[]> {
  const output = await checkout.git(['ls-tree', '-r', '-t', '-z', '--full-tree', commit])
  if (output.status !== 0) throw refusalOf(output, situationOf(checkout, 'the listing of the files'))
  return parseTree(output.stdout)
}
