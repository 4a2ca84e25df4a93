import type { Checkout } from './checkout.ts'

/** Whom a job commits as that names nobody: the account that GitHub shows for workflows. */
const BOT = {
  name: 'github-actions[bot]',
  email: '41898282+github-actions[bot]@users.noreply.github.com'
}

type Role = 'AUTHOR' | 'COMMITTER'

/** Git's own rules, but for its guess from the user and host names, which on a runner mean nothing. */
async function isKnown({ git }: Checkout, role: Role): Promise<boolean> {
  const { status } = await git(['-c', 'user.useConfigOnly=true', 'var', `GIT_${role}_IDENT`])
  return status === 0
}

/** The variables that name author and committer, for those whom configuration and environment do not name. */
export async function identity(checkout: Checkout): Promise<Readonly<Record<string, string>>> {
  const roles: readonly Role[] = ['AUTHOR', 'COMMITTER']
  const variables: Record<string, string> = {}
  for (const role of roles) {
    if (await isKnown(checkout, role)) continue
    variables[`GIT_${role}_NAME`] = BOT.name
    variables[`GIT_${role}_EMAIL`] = BOT.email
  }
  return variables
}

/** The trailer that `format.signOff` asks for, by the committer. */
export async function signOff(
  { git, configuration }: Checkout,
  variables: Readonly<Record<string, string>>
): Promise<string | undefined> {
  if (!configuration.isTrue('format.signoff')) return undefined
  const { stdout } = await git(['var', 'GIT_COMMITTER_IDENT'], { environment: variables })
  return `Signed-off-by: ${stdout.toString().replace(/>[^>]*$/, '>')}`
}
