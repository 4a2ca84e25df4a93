import { UpdateError } from '../../core/error.ts'
import type { ObjectId } from '../../ports/snapshot.ts'
import { situationOf, type Checkout } from './checkout.ts'
import { refusalOf } from './refusal.ts'

const LINE_FEED = 0x0a

/** Objects that one command is asked for: their names fit into a pipe. */
const AT_ONCE = 1000

/** Reads objects, byte by byte as they are stored: no filter and no conversion of line ends touches them. */
export async function readObjects(
  checkout: Checkout,
  objects: readonly ObjectId[]
): Promise<ReadonlyMap<ObjectId, Buffer>> {
  const found = new Map<ObjectId, Buffer>()
  for (let start = 0; start < objects.length; start += AT_ONCE) {
    for (const [object, bytes] of await readSome(checkout, objects.slice(start, start + AT_ONCE))) {
      found.set(object, bytes)
    }
  }
  return found
}

async function readSome(
  checkout: Checkout,
  objects: readonly ObjectId[]
): Promise<ReadonlyMap<ObjectId, Buffer>> {
  const found = new Map<ObjectId, Buffer>()
  const input = objects.map((object) => `${object}\n`).join('')
  const output = await checkout.git(['cat-file', '--batch'], { input })
  if (output.status !== 0) throw refusalOf(output, situationOf(checkout, 'the reading of the files'))
  const { stdout } = output
  for (let position = 0; position < stdout.length;) {
    const end = stdout.indexOf(LINE_FEED, position)
    const [object = '', , size] = stdout.toString('latin1', position, end).split(' ')
    if (size === undefined) throw lacking(checkout, object)
    const start = end + 1
    found.set(object, stdout.subarray(start, start + Number(size)))
    position = start + Number(size) + 1
  }
  return found
}

const lacking = ({ title }: Checkout, object: ObjectId): UpdateError =>
  new UpdateError('unavailable', `The checkout of ${title} lacks the object ${object}.`, {
    hint: 'It is damaged: "git fsck" tells more. Check the repository out afresh.'
  })

/** What a commit says of itself. */
export interface CommitObject {
  readonly tree: ObjectId
  readonly message: string
}

/** Parses a stored commit: lines of headers, a blank line, and the message. */
export function parseCommit(bytes: Buffer): CommitObject {
  const text = bytes.toString()
  const end = text.indexOf('\n\n')
  return {
    tree: /^tree ([0-9a-f]+)/.exec(text)?.[1] ?? '',
    message: end < 0 ? '' : text.slice(end + 2)
  }
}

/** Reads one commit. */
export async function readCommit(checkout: Checkout, commit: ObjectId): Promise<CommitObject> {
  const bytes = (await readObjects(checkout, [commit])).get(commit)
  if (bytes === undefined) throw lacking(checkout, commit)
  return parseCommit(bytes)
}
