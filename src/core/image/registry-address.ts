import { canonicalName } from './name.ts'

/** Where an image is kept. */
export interface RegistryAddress {
  /** The registry as people name it: `ghcr.io`, `localhost:5000`; `docker.io` for Docker Hub. */
  readonly host: string
  /** The repository's whole name there: `library/nginx`. */
  readonly repository: string
}

const DOCKER_HUB = 'docker.io'
const DOCKER_HUB_HOSTS = new Set([DOCKER_HUB, 'index.docker.io', 'registry-1.docker.io'])

/**
 * The registry behind any spelling of it that people and Docker's configuration use: with or without scheme and path, and for
 * Docker Hub any of its hosts (`https://index.docker.io/v1/`).
 */
export function registryHost(text: string): string {
  const host = text
    .replace(/^https?:\/\//i, '')
    .replace(/\/.*$/, '')
    .toLowerCase()
  return DOCKER_HUB_HOSTS.has(host) ? DOCKER_HUB : host
}

/** Where the image of that name is kept: a name without a registry is one of Docker Hub. */
export function registryAddress(name: string): RegistryAddress {
  const whole = canonicalName(name.replace(/^registry-1\.docker\.io\//, `${DOCKER_HUB}/`))
  const slash = whole.indexOf('/')
  return { host: registryHost(whole.slice(0, slash)), repository: whole.slice(slash + 1) }
}

/** `host/repository`, as an image name that is never shortened. */
export const formatAddress = ({ host, repository }: RegistryAddress): string => `${host}/${repository}`
