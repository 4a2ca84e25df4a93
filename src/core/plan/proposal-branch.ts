const LONGEST = 60

/** FNV-1a over UTF-16 units: tells targets apart whose readable names are cut or collide; no secret depends on it. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0
  }
  return hash.toString(16).padStart(8, '0')
}

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')

/** What a pull request is for: the same target has the same branch, so that a later run finds the open one. */
export interface ProposalTarget {
  /** The branch that is to change. */
  readonly branch: string
  /** The lines of `manifests`, in any order. */
  readonly manifests: readonly string[]
}

/** The head branch of the pull request for a target, such as `gitops-image-update/main-apps-api-1a2b3c4d`. */
export function proposalBranch({ branch, manifests }: ProposalTarget): string {
  const sorted = [...manifests].sort()
  const readable = slug(`${branch}-${sorted[0] ?? ''}`)
    .slice(0, LONGEST)
    .replace(/-$/, '')
  return `gitops-image-update/${readable}-${fingerprint([branch, ...sorted].join('\n'))}`
}
