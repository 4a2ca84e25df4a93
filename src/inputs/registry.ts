import { isRegistryHost } from '../core/image/grammar.ts'
import { parsePlatform, type Platform } from '../core/image/platform.ts'
import { registryHost } from '../core/image/registry-address.ts'
import type { RegistryAccount } from '../ports/registry.ts'
import type { Problems } from './problems.ts'
import { items, type RawInputs } from './raw.ts'
import type { RegistrySettings } from './settings.ts'
import { truth } from './values.ts'

const splitLine = (text: string): readonly string[] =>
  (/^(\S+)(?:\s+(\S+)(?:\s+(.+))?)?$/.exec(text) ?? []).slice(1)

/** The passwords in `registry-auth`, however wrong the rest of it may be: they are never to be shown. */
export const registryPasswords = (registryAuth: string): readonly string[] =>
  items(registryAuth).flatMap(({ text }) => splitLine(text)[2] ?? [])

/** Reads `registry-auth`. What is told of a line is its host at most: the rest may be secret even where it is in the wrong place. */
function readAccounts(raw: RawInputs, problems: Problems): readonly RegistryAccount[] {
  const accounts = new Map<string, RegistryAccount & { readonly line: number }>()
  for (const { text, line } of items(raw['registry-auth'])) {
    const [server = '', username = '', password = ''] = splitLine(text)
    const host = registryHost(server)
    const earlier = accounts.get(host)
    if (password === '')
      problems.add('registry-auth', 'it is not HOST USERNAME PASSWORD. Is a secret of it not set?', line)
    else if (!isRegistryHost(host))
      problems.add('registry-auth', 'it does not start with the host of a registry, such as "ghcr.io".', line)
    else if (earlier !== undefined)
      problems.add(
        'registry-auth',
        `it is the second one for "${host}", after line ${String(earlier.line)}.`,
        line
      )
    else accounts.set(host, { host, username, password, line })
  }
  return [...accounts.values()].map(({ host, username, password }) => ({ host, username, password }))
}

function readPlatforms(raw: RawInputs, problems: Problems): readonly Platform[] {
  return items(raw.platforms).flatMap(({ text, line }) => {
    const platform = parsePlatform(text)
    if (platform !== undefined) return [platform]
    problems.add(
      'platforms',
      `"${text}" is no platform. Write os/architecture[/variant], such as "linux/arm64".`,
      line
    )
    return []
  })
}

/** Reads what registries are asked for, and as whom. */
export const readRegistry = (raw: RawInputs, problems: Problems): RegistrySettings => ({
  pinDigest: truth(raw, 'pin-digest', problems),
  verifyImage: truth(raw, 'verify-image', problems),
  platforms: readPlatforms(raw, problems),
  accounts: readAccounts(raw, problems)
})
