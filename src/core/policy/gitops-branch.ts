/** The branch of the GitOps repository that is updated. */
export interface GitOpsBranch {
  /** The page of the repository, or `host/path` where it has none. */
  readonly repository: string
  readonly branch: string
}

/** `host/owner/name` in lower case: the same for all the ways in which a repository is cloned. */
function plainAddress(address: string): string {
  const [, scheme, rest = address] = /^([a-z+]+):\/\/(.*)$/i.exec(address) ?? []
  const path = scheme === undefined ? rest.replace(/^([^/:]+):(?!\/)/, '$1/') : rest
  return path
    .replace(/^[^/@]*@/, '')
    .replace(/^ssh\.(github\.com)(?::443)?\//i, '$1/')
    .replace(/^([^/:]+):(?:22|80|443)\//, '$1/')
    .replace(/(?:\.git)?\/*$/, '')
    .toLowerCase()
}

/** Whether an address that a manifest gives is the one of the repository, however it is spelled. */
export const isSameRepository = (address: string, { repository }: GitOpsBranch): boolean =>
  plainAddress(address) === plainAddress(repository)
