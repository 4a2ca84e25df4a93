import type { Repository } from '../../repository.ts'
import type { Session } from '../../session.ts'
import { keyOf, unresolvedNode } from './mutation.ts'

/** The names of the labels with those global ids. */
export const labelsByIds = (repository: Repository, ids: readonly string[]): string[] =>
  ids.map((id) => {
    const number = Number(keyOf(id, 'Label')[1])
    const label = repository.labels.find((one) => one.id === number)
    if (label === undefined) throw unresolvedNode(id)
    return label.name
  })

/** The logins of the accounts with those global ids. */
export const accountsByIds = (session: Session, ids: readonly string[]): string[] =>
  ids.map((id) => {
    const account = session.forge.accounts.byId(Number(keyOf(id, 'User', 'Bot')[0]))
    if (account === undefined) throw unresolvedNode(id)
    return account.login
  })

/** The slugs of the teams with those global ids, if the asking token may see them. */
export const teamsByIds = (session: Session, ids: readonly string[]): string[] =>
  ids.map((id) => {
    const team = session.forge.accounts.teamById(Number(keyOf(id, 'Team')[0]))
    if (team === undefined || session.token?.mayReadMembers(team.organization) !== true)
      throw unresolvedNode(id)
    return team.slug
  })

/** The number of the milestone with that global id; null takes the milestone away. */
export function milestoneById(repository: Repository, id: string | null): number | undefined {
  if (id === null) return undefined
  const number = Number(keyOf(id, 'Milestone')[1])
  if (!repository.milestones.some((one) => one.number === number)) throw unresolvedNode(id)
  return number
}
