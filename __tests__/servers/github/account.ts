/** A user, a bot or an organisation. */
export interface Account {
  readonly id: number
  readonly kind: 'User' | 'Bot' | 'Organization'
  /** As REST writes it: a bot's ends in `[bot]`. */
  readonly login: string
}

/** A team of an organisation. */
export interface Team {
  readonly id: number
  readonly organization: string
  readonly slug: string
}

/** A login as GraphQL writes it: without the suffix of bots. */
export const plainLogin = (login: string): string => login.replace(/\[bot\]$/, '')

/** The address that GitHub writes into commits of an account. */
export const noreplyAddress = (account: Account): string =>
  `${account.id}+${account.login}@users.noreply.github.com`

/** All accounts and teams. */
export class Accounts {
  readonly #accounts = new Map<string, Account>()
  readonly #teams: Team[] = []

  /** The account of that login, made on first mention. */
  add(login: string, kind: Account['kind'] = login.endsWith('[bot]') ? 'Bot' : 'User'): Account {
    const known = this.find(login)
    if (known !== undefined) return known
    const id = login === 'github-actions[bot]' ? 41898282 : 1000 + this.#accounts.size
    const account: Account = { id, kind, login }
    this.#accounts.set(login.toLowerCase(), account)
    return account
  }

  /** The account of that login, in any case. */
  find(login: string): Account | undefined {
    return this.#accounts.get(login.toLowerCase())
  }

  /** The account with that number. */
  byId(id: number): Account | undefined {
    return [...this.#accounts.values()].find((account) => account.id === id)
  }

  /** The team of that name, made on first mention. */
  addTeam(organization: string, slug: string): Team {
    const known = this.findTeam(organization, slug)
    if (known !== undefined) return known
    const team: Team = { id: 500 + this.#teams.length, organization, slug }
    this.#teams.push(team)
    return team
  }

  /** The team of that name. */
  findTeam(organization: string, slug: string): Team | undefined {
    return this.#teams.find((team) => team.organization === organization && team.slug === slug)
  }

  /** The team with that number. */
  teamById(id: number): Team | undefined {
    return this.#teams.find((team) => team.id === id)
  }
}
