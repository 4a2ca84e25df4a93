import { formatReference } from '../image/reference.ts'
import type { Change } from '../manifest/manifest.ts'

/*
 * Our part of a pull request's body stands between two comments, which GitHub does not show. The first also remembers what
 * cannot be told from the branch: the title that we gave, and which images of which files our runs have proposed, and at which versions.
 */

/** What is remembered in the body of a pull request. */
export interface ProposalMemory {
  readonly title: string
  /** The commit of the base branch that the text was written for. */
  readonly base: string
  /** Which references were proposed, by {@link proposalKey}; `undefined` where they were too many to note. */
  readonly proposed: ProposedReferences | undefined
}

/** The references that a pull request proposes, as text, by {@link proposalKey}. */
export type ProposedReferences = ReadonlyMap<string, string>

/** Our part of a body, and what stands around it. */
export interface MarkedBody {
  readonly before: string
  readonly after: string
  readonly memory: ProposalMemory
}

const BEGIN = /<!-- gitops-image-update: begin title="([^"]*)" base="([^"]*)"(?: proposed="([^"]*)")? -->/
const END = '<!-- gitops-image-update: end -->'
const LONGEST_MEMORY = 4000

/** An image of a file, as it is remembered. */
export const proposalKey = ({ place, image }: Pick<Change, 'place' | 'image'>): string =>
  `${place.file} ${image}`

/** What changes propose, as it is remembered. */
export const proposedBy = (changes: readonly Change[]): ProposedReferences =>
  new Map(changes.map((change) => [proposalKey(change), formatReference(change.to)]))

const encode = (text: string): string => encodeURIComponent(text).replaceAll('-', '%2D')

function decode(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text)
  } catch {
    // Someone edited the comment: it remembers nothing then.
    return undefined
  }
}

/** Text as our part of a body. */
export function markBody(text: string, { title, base, proposed }: ProposalMemory): string {
  const keys = proposed === undefined ? '' : encode([...proposed].map((entry) => entry.join('\t')).join('\n'))
  const remembered = keys === '' || keys.length > LONGEST_MEMORY ? '' : ` proposed="${keys}"`
  return `<!-- gitops-image-update: begin title="${encode(title)}" base="${base}"${remembered} -->\n${text}\n${END}`
}

function entryOf(line: string): [string, string] {
  const [key = '', reference = ''] = line.split('\t')
  return [key, reference]
}

/** Finds our part in a body; none where it is all theirs. */
export function findMarked(body: string): MarkedBody | undefined {
  const begin = BEGIN.exec(body)
  const end = body.indexOf(END, begin?.index)
  if (begin === null || end < 0) return undefined
  const keys = decode(begin[3])
  return {
    before: body.slice(0, begin.index),
    after: body.slice(end + END.length),
    memory: {
      title: decode(begin[1]) ?? '',
      base: begin[2] ?? '',
      proposed: keys === undefined ? undefined : new Map(keys.split('\n').map(entryOf))
    }
  }
}
