/** What kind of credential a token is, by the prefix that GitHub gives it. */
export type TokenKind = 'installation' | 'fine-grained' | 'classic' | 'unknown'

/** Tells the kind of a token. `ghs_` is the job's own token or that of a GitHub App: they look the same. */
export function tokenKind(token: string): TokenKind {
  if (token.startsWith('ghs_')) return 'installation'
  if (token.startsWith('github_pat_')) return 'fine-grained'
  if (/^gh[pou]_/.test(token)) return 'classic'
  return 'unknown'
}

/** How to give a token of this kind the rights named, such as `contents: write`. */
export function howToGrant(kind: TokenKind, repository: string, rights: readonly string[]): string {
  const list = rights.map((right) => `"${right}"`).join(' and ')
  switch (kind) {
    case 'installation':
      return (
        `If "token" is the job's own, add ${list} under "permissions" of the job; it never reaches another repository.` +
        ` If it is a GitHub App's, grant the App ${list} on ${repository} and accept the new permissions.`
      )
    case 'fine-grained':
      return `Edit the fine-grained token: repository access to ${repository}, with ${list}.`
    case 'classic':
      return `Give the classic token the scope "repo" and its owner write access to ${repository}; a fine-grained token needs ${list}.`
    case 'unknown':
      return `Pass "token" a fine-grained token or GitHub App token with ${list} on ${repository}.`
  }
}
