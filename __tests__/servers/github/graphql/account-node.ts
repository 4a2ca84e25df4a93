import { plainLogin, type Account, type Team } from '../account.ts'
import { nodeId } from '../node-id.ts'
import type { Session } from '../session.ts'

/** `User`, `Bot` or `Organization`, and so `Actor` and `RepositoryOwner`. */
export class AccountNode {
  readonly __typename: Account['kind']
  readonly id: string
  readonly databaseId: number
  readonly login: string
  readonly name: string
  readonly url: string
  readonly resourcePath: string
  readonly avatarUrl: string
  readonly #session: Session
  readonly #account: Account

  constructor(session: Session, account: Account) {
    this.#session = session
    this.#account = account
    this.__typename = account.kind
    this.id = nodeId(account.kind, account.id)
    this.databaseId = account.id
    this.login = plainLogin(account.login)
    this.name = this.login
    this.resourcePath = `/${this.login}`
    this.url = `${session.forge.serverUrl}${this.resourcePath}`
    this.avatarUrl = `${this.url}.png`
  }

  team({ slug }: { slug: string }): TeamNode | null {
    const { login } = this.#account
    const team = this.#session.forge.accounts.findTeam(login, slug)
    const isVisible = team !== undefined && this.#session.token?.mayReadMembers(login) === true
    return isVisible ? new TeamNode(this.#session, team) : null
  }
}

/** `Team`. */
export class TeamNode {
  readonly __typename = 'Team'
  readonly id: string
  readonly databaseId: number
  readonly slug: string
  readonly name: string
  readonly combinedSlug: string
  readonly url: string

  constructor(session: Session, team: Team) {
    this.id = nodeId('Team', team.id)
    this.databaseId = team.id
    this.slug = team.slug
    this.name = team.slug
    this.combinedSlug = `${team.organization}/${team.slug}`
    this.url = `${session.forge.serverUrl}/orgs/${team.organization}/teams/${team.slug}`
  }
}

/** The account behind a login, as GraphQL shows it. */
export const accountNode = (session: Session, login: string): AccountNode =>
  new AccountNode(session, session.forge.accounts.add(login))
