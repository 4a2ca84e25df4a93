/** How git reaches a remote. */
export type Transport = 'http' | 'ssh' | 'git' | 'local'

/** The address of a remote, without what it says of the one who asks. */
export interface RemoteUrl {
  readonly transport: Transport
  /** With its port where the address names one; empty for a path of this machine. */
  readonly host: string
  /** Without a slash before and `.git` behind it; as it stands for a path of this machine. */
  readonly path: string
}

const TRANSPORTS: Readonly<Record<string, Transport>> = {
  http: 'http',
  https: 'http',
  ssh: 'ssh',
  'git+ssh': 'ssh',
  'ssh+git': 'ssh',
  git: 'git'
}

const bare = (path: string): string => path.replace(/^\/+/, '').replace(/\/*(?:\.git)?\/*$/, '')

/** `[user@]host:path`, as git has it: no slash before the colon, and no drive of Windows. */
const SCP_LIKE = /^(?:[^@/]*@)?(\[[^\]]+\]|[^:/]{2,}):(?!\/\/)(.*)$/

/** Parses the address of a remote in any of the spellings that git takes. */
export function parseRemoteUrl(text: string): RemoteUrl {
  const url = /^([a-z+]+):\/\/(?:[^/]*@)?([^/?#]*)([^?#]*)/i.exec(text)
  if (url !== null) {
    const [, scheme = '', host = '', path = ''] = url
    const transport = TRANSPORTS[scheme.toLowerCase()]
    if (transport === undefined) return { transport: 'local', host: '', path }
    return { transport, host: host.toLowerCase(), path: bare(path) }
  }
  const scpLike = SCP_LIKE.exec(text)
  if (scpLike === null) return { transport: 'local', host: '', path: text }
  const [, host = '', path = ''] = scpLike
  return { transport: 'ssh', host: host.toLowerCase(), path: bare(path) }
}

/** How people are shown a remote: host and path, never a user, a password or a query. */
export const describeRemote = ({ host, path }: RemoteUrl): string => (host === '' ? path : `${host}/${path}`)

const withoutPort = (host: string): string => host.replace(/:\d+$/, '')

/** Whether a remote is on the server of that address. Over SSH ports say nothing, and `ssh.` is GitHub's other door. */
function isOn({ transport, host }: RemoteUrl, serverUrl: string): boolean {
  const server = parseRemoteUrl(serverUrl).host
  if (transport === 'http') return host === server
  const name = withoutPort(host)
  return transport === 'ssh' && [withoutPort(server), `ssh.${withoutPort(server)}`].includes(name)
}

/** `owner/name` of the repository that a remote is on a GitHub server; `undefined` where it is elsewhere. */
export function repositoryOn(url: RemoteUrl, serverUrl: string): string | undefined {
  return isOn(url, serverUrl) && /^[\w.-]+\/[\w.-]+$/.test(url.path) ? url.path : undefined
}

/**
 * Any text with what addresses in it may hold of secrets blacked out: all before an `@` over HTTP, where the user alone can be a
 * token; passwords elsewhere; and queries.
 */
export const redacted = (text: string): string =>
  text
    .replaceAll(/(https?:\/\/)[^\s/]*@/gi, '$1***@')
    .replaceAll(/([a-z+]+:\/\/[^\s/:@]+):[^\s/]*@/gi, '$1:***@')
    .replaceAll(/(https?:\/\/[^\s'"?]+)\?[^\s'"]+/gi, '$1?***')
