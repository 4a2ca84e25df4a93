import { isRegistryHost } from './grammar.ts'

const DOCKER_HUB = new Set(['docker.io', 'index.docker.io'])

/**
 * The full name behind a familiar one: `nginx`, `docker.io/nginx`, `index.docker.io/library/nginx` and
 * `docker.io/library/nginx` are one image. Other registries and placeholders (`IMAGE`) stay as they are.
 */
export function canonicalName(name: string): string {
  const slash = name.indexOf('/')
  const host = slash > 0 ? name.slice(0, slash) : ''
  if (host !== '' && isRegistryHost(host) && !DOCKER_HUB.has(host)) return name
  const repository = DOCKER_HUB.has(host) ? name.slice(slash + 1) : name
  return `docker.io/${repository.includes('/') ? repository : `library/${repository}`}`
}

/** Whether two names mean one image. */
export const isSameImage = (one: string, other: string): boolean =>
  canonicalName(one) === canonicalName(other)
