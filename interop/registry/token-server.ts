import { execFile } from 'node:child_process'
import { createSign, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A token server whose tokens a registry of the distribution project checks itself. */
export interface TokenServer {
  /** The section `auth` of that registry's configuration. */
  readonly access: object
  readonly stop: () => void
}

const ISSUER = 'interop'
const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

interface Grant {
  readonly type: string | undefined
  readonly name: string | undefined
  readonly actions: readonly string[]
}

/** Everybody may read what is not called `private`; `ada` may do everything; a wrong password may nothing. */
function grantFor(authorization: string, scope: string): Grant | undefined {
  const [type, name, actions = ''] = scope.split(':')
  const login = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString()
  if (login !== '' && login !== 'ada:s3cret') return undefined
  const isOpen = name?.includes('private') !== true
  const allowed = actions.split(',').filter((action) => login !== '' || (isOpen && action === 'pull'))
  return { type, name, actions: allowed }
}

/** Starts a token server on loopback; `folder` takes its key. */
export async function startTokenServer(folder: string): Promise<TokenServer> {
  const [key, certificate] = [join(folder, 'token.key'), join(folder, 'token.crt')]
  const words = `req -x509 -newkey rsa:2048 -nodes -keyout ${key} -out ${certificate} -days 2 -subj /CN=${ISSUER}`
  await promisify(execFile)('openssl', words.split(' '))
  const secret = await readFile(key, 'utf8')
  const chain = [(await readFile(certificate, 'utf8')).replaceAll(/-----[^-]+-----|\s/g, '')]

  function tokenFor(audience: string, access: readonly Grant[]): string {
    const now = Math.floor(Date.now() / 1000)
    const claims = {
      iss: ISSUER,
      sub: '',
      aud: audience,
      exp: now + 300,
      nbf: now - 5,
      iat: now,
      jti: randomUUID()
    }
    const body = `${base64({ typ: 'JWT', alg: 'RS256', x5c: chain })}.${base64({ ...claims, access })}`
    return `${body}.${createSign('RSA-SHA256').update(body).sign(secret).toString('base64url')}`
  }

  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://loopback')
    const grants = searchParams
      .getAll('scope')
      .map((scope) => grantFor(request.headers.authorization ?? '', scope))
    const granted = grants.filter((grant) => grant !== undefined)
    if (granted.length < grants.length) {
      response.writeHead(401).end()
      return
    }
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ token: tokenFor(searchParams.get('service') ?? '', granted) }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const realm = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`
  return {
    access: { token: { realm, service: 'interop', issuer: ISSUER, rootcertbundle: certificate } },
    stop: () => {
      server.closeAllConnections()
      server.close()
    }
  }
}
