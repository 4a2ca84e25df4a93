/** What kind of credential a token is, by the prefix that GitHub gives it. */
export type TokenKind = 'installation' | 'fine-grained' | 'classic' | 'app-user' | 'oauth' | 'unknown'

/** Tells the kind of a token. `ghs_` is the job's own token or that of a GitHub App: they look the same. */
export function tokenKind(token: string): TokenKind {
  if (token.startsWith('ghs_')) return 'installation'
  if (token.startsWith('github_pat_')) return 'fine-grained'
  if (token.startsWith('ghp_')) return 'classic'
  if (token.startsWith('ghu_')) return 'app-user'
  if (token.startsWith('gho_')) return 'oauth'
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
      return `Edit the fine-grained token (Settings > Developer settings > Fine-grained tokens): repository access to ${repository}, with ${list}.`
    case 'classic':
      return `Give the classic token the scope "repo" and its owner write access to ${repository}; a fine-grained token needs ${list}.`
    case 'app-user':
      return `The token stands for a user through a GitHub App: grant the App ${list} on ${repository}, accept the new permissions, and give the user write access to it.`
    case 'oauth':
      return `The token stands for a user through an OAuth app: sign in to it again with the scope "repo", and give the user write access to ${repository}.`
    case 'unknown':
      return `Give "token" a fine-grained token or a GitHub App token with ${list} on ${repository}.`
  }
}

/** How to give a token of scopes one of those that GitHub named, such as `"read:org"`. */
export const howToWiden = (scopes: string, repository: string): string =>
  `Give the token one of the scopes ${scopes}, or give "token" a fine-grained token for ${repository}.`
