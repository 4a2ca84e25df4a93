import { spawn } from 'node:child_process'
import type { Credential } from './credential.ts'
import { fieldsOf } from './json.ts'

const PATIENCE = 60_000
const IDENTITY_TOKEN = '<token>'

/** Runs a program with a text for its standard input. Rejects where it cannot be started or ends otherwise than well. */
function run(program: string, input: string, env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    // A timer of its own would outlive a helper that is not there, and keep this program from its end.
    const signal = AbortSignal.timeout(PATIENCE)
    const child = spawn(program, ['get'], { env, stdio: ['pipe', 'pipe', 'ignore'], signal })
    const chunks: Buffer[] = []
    child.on('error', reject)
    child.stdin.on('error', reject)
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('close', (code) => {
      const output = Buffer.concat(chunks).toString('utf8').trim()
      if (code === 0) resolve(output)
      // Helpers tell on standard output why they have nothing.
      else reject(new Error(output === '' ? `it ended with ${String(code)}` : output))
    })
    child.stdin.end(input)
  })
}

function parseAnswer(text: string, origin: string): Credential | undefined {
  const { Username: username, Secret: secret } = fieldsOf(JSON.parse(text))
  if (typeof username !== 'string' || typeof secret !== 'string' || secret === '') return undefined
  if (username === IDENTITY_TOKEN)
    return { username: IDENTITY_TOKEN, password: '', identityToken: secret, origin }
  return { username, password: secret, identityToken: undefined, origin }
}

/**
 * Asks `docker-credential-NAME get`, as Docker does: the server goes to its standard input, and what comes back is JSON.
 *
 * @param server - the registry as Docker spells it
 * @throws Error where the helper is not there, fails, or has nothing for this server
 */
export async function askHelper(
  name: string,
  server: string,
  environment: NodeJS.ProcessEnv
): Promise<Credential | undefined> {
  const program = `docker-credential-${name}`
  if (!/^[\w.-]+$/.test(name)) throw new Error(`"${name}" is not the name of a credential helper`)
  return parseAnswer(await run(program, server, environment), `the credential helper ${program}`)
}
