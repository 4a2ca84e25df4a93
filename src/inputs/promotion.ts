import { isBranchName } from '../core/branch-name.ts'
import { parseSelection } from '../core/selection/selection.ts'
import { readImageNames } from './image-names.ts'
import type { Problems } from './problems.ts'
import { items, type Item, type RawInputs } from './raw.ts'
import type { PromotionOrigin, SourceSettings } from './settings.ts'

interface Line extends Item {
  readonly revision: string | undefined
}

const isExclusion = ({ text }: Item): boolean => text.startsWith('!')

/** A line taken apart at its last `@`, unless that starts a segment of the path: `apps/@acme/api` has none. */
function splitRevision({ text, line }: Item, problems: Problems): Line {
  const at = text.lastIndexOf('@')
  if (at <= 0 || text[at - 1] === '/') return { text, line, revision: undefined }
  const revision = text.slice(at + 1).replace(/^refs\/(?:heads|tags)\//, '')
  if (!isBranchName(revision)) {
    problems.add(
      'promote-from',
      `"${text}": "${revision}" is not the name of a branch, a tag or a commit.`,
      line
    )
  }
  return { text: text.slice(0, at), line, revision }
}

function originOf(revision: string | undefined, lines: readonly Line[], problems: Problems): PromotionOrigin {
  const tell = (index: number, why: string): void => {
    problems.add('promote-from', `"${lines[index]?.text ?? ''}": ${why}`, lines[index]?.line)
  }
  const selection = parseSelection(
    lines.map(({ text }) => text),
    tell,
    { input: 'promote-from' }
  )
  return { revision, selection }
}

/** Reads `promote-from`: where the versions are, by the revision that they are read at; `images` limits which. */
export function readPromotion(raw: RawInputs, problems: Problems): SourceSettings {
  const lines = items(raw['promote-from']).map((item) => splitRevision(item, problems))
  const revisions = new Set(lines.filter((line) => !isExclusion(line)).map(({ revision }) => revision))
  if (revisions.size === 0) problems.add('promote-from', 'it excludes files, and names none.')
  return {
    kind: 'promotion',
    images: readImageNames(raw, 'promote-from', problems),
    origins: [...revisions].map((revision) => {
      const isOfOrigin = (line: Line): boolean =>
        line.revision === revision || (isExclusion(line) && line.revision === undefined)
      return originOf(revision, lines.filter(isOfOrigin), problems)
    })
  }
}
