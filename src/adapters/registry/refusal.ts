import { UpdateError, type ErrorDetails } from '../../core/error.ts'
import type { RegistryAddress } from '../../core/image/registry-address.ts'
import type { Credential } from './credential.ts'
import type { HttpAnswer, NoAnswer } from './http.ts'
import { fieldsOf, readFields, textOf } from './json.ts'

const QUOTED = /^.{1,200}(?!\S)/

/** What the registry says, in one line: `: DENIED: requested access to the resource is denied`; `''` where it says nothing. */
function quote({ body }: HttpAnswer): string {
  const { errors, message, details } = readFields(body.toString()) ?? {}
  const first = fieldsOf(fieldsOf(errors)[0])
  const said = [first['code'], first['message'], message, details].map(textOf).filter(Boolean)
  // Whole words: a part of a secret would not be known as one.
  const [line = ''] = QUOTED.exec(said.join(': ').replaceAll(/\s+/g, ' ')) ?? []
  return line === '' ? '' : `: ${line}`
}

const loginHint = (host: string): string =>
  `Is it private? Log in to ${host} in an earlier step (docker/login-action), or give "registry-auth" a line "${host} USERNAME PASSWORD".`

const accountHint = ({ origin, username }: Credential): string => {
  const account = username === '' || username === '<token>' ? 'the account' : `"${username}"`
  return `The credentials are those of ${origin}: are they still valid, and may ${account} read that repository (on GitHub, "packages: read")?`
}

/** A 401 or 403, of the registry or of the server that gives its tokens. */
function notAllowed(
  { host, repository }: RegistryAddress,
  answer: HttpAnswer,
  credential: Credential | undefined
): UpdateError {
  const whom = credential === undefined ? 'without credentials' : 'with these credentials'
  return new UpdateError(
    'no-access',
    `${host} does not show "${repository}" ${whom} (${answer.status}${quote(answer)}).`,
    { hint: credential === undefined ? loginHint(host) : accountHint(credential) }
  )
}

/** The error for an answer that is no success. */
export function refusal(
  address: RegistryAddress,
  answer: HttpAnswer,
  credential: Credential | undefined
): UpdateError {
  const { host, repository } = address
  const { status } = answer
  if (status === 401 || status === 403) return notAllowed(address, answer, credential)
  const hint = credential === undefined ? loginHint(host) : accountHint(credential)
  if (status === 404) {
    const message = `${host} has no repository "${repository}", or does not show it${quote(answer)}.`
    return new UpdateError('no-access', message, { hint: `Is the name right? ${hint}` })
  }
  if (status === 429) {
    const message = `The rate limit of ${host} is reached${quote(answer)}.`
    const remedy = credential === undefined ? `Those who log in have more: ${loginHint(host)}` : ''
    return new UpdateError('unavailable', message, { hint: `Try again later. ${remedy}`.trim() })
  }
  const message = `${host} answered ${status} when asked for "${repository}"${quote(answer)}.`
  return new UpdateError('unavailable', message, {
    hint: status >= 500 ? 'Try again later.' : 'Is it a container registry?'
  })
}

const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/^ENOTFOUND$/, 'Is the name of the registry right, and can the runner resolve it?'],
  [
    /^(?:ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG|EPROTO)$/,
    'It does not seem to speak HTTPS; only registries on the loopback interface are asked by HTTP.'
  ],
  [
    /CERT|SIGNED|UNABLE_TO_|ERR_TLS/,
    'For a certificate authority of your own, set NODE_EXTRA_CA_CERTS to its certificate in the "env" of the job.'
  ]
]

const BETWEEN = 'Is there a proxy or a login page in between?'

/** The error for a registry that does not answer. */
export function unreachable(host: string, { message, code }: NoAnswer): UpdateError {
  const remedy = REMEDIES.find(([pattern]) => pattern.test(code ?? ''))?.[1]
  const otherwise = code === undefined ? BETWEEN : 'Is the registry up, and can the runner reach it?'
  const details: ErrorDetails = { hint: remedy ?? otherwise }
  return new UpdateError('unavailable', `${host} does not answer: ${message}.`, details)
}

/** The error for an answer that succeeds and is not what a registry would say. */
export const notARegistry = (host: string, why: string): UpdateError =>
  new UpdateError('unavailable', `What ${host} answered is not that of a registry: ${why}.`, {
    hint: BETWEEN
  })
