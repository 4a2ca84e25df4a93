import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { connect, createServer, type AddressInfo } from 'node:net'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

const execute = promisify(execFile)
const PROGRAMS = ['/usr/sbin/sshd', '/usr/local/sbin/sshd', '/opt/homebrew/sbin/sshd']
const READ_ONLY = 'ERROR: The key you are authenticating with has been marked as read only.'

/** A server of OpenSSH on loopback that knows two keys: `writer` may do everything, `reader` may not push. */
export interface SshServer {
  readonly port: number
  /** The command by which git reaches it with one of the keys `writer`, `reader` and `stranger`. */
  readonly commandFor: (key: string, knownHosts?: string) => string
  readonly stop: () => void
}

/** The server of OpenSSH; installed with apt where this user may. */
async function findServer(): Promise<string> {
  const installed = (): string | undefined => PROGRAMS.find((path) => existsSync(path))
  if (installed() === undefined && userInfo().uid === 0) {
    await execute('apt-get', ['install', '--yes', '--no-install-recommends', 'openssh-server']).catch(
      () => ''
    )
  }
  const program = installed()
  if (program === undefined)
    throw new Error('sshd is needed and not installed: apt-get install openssh-server')
  return program
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}

async function untilReached(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const isReached = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1')
      socket
        .on('connect', () => {
          resolve(true)
        })
        .on('error', () => {
          resolve(false)
        })
      socket.on('connect', () => socket.destroy())
    })
    if (isReached) return
    await sleep(50)
  }
  throw new Error('sshd does not listen')
}

async function makeKey(folder: string, name: string): Promise<string> {
  const path = join(folder, name)
  await execute('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', path])
  return (await readFile(`${path}.pub`, 'utf8')).trim()
}

/** Starts the server in a folder that holds its keys and its configuration. */
export async function startSshServer(folder: string): Promise<SshServer> {
  const program = await findServer()
  const port = await freePort()
  const host = await makeKey(folder, 'host')
  const [writer, reader] = [await makeKey(folder, 'writer'), await makeKey(folder, 'reader')]
  await makeKey(folder, 'stranger')
  const guard = join(folder, 'guard')
  await writeFile(
    guard,
    `case "$SSH_ORIGINAL_COMMAND" in *receive-pack*) echo '${READ_ONLY}' >&2; exit 1 ;; esac\nexec sh -c "$SSH_ORIGINAL_COMMAND"\n`
  )
  await writeFile(join(folder, 'authorized'), `${writer}\ncommand="sh ${guard}" ${reader}\n`)
  await writeFile(join(folder, 'known'), `[127.0.0.1]:${port} ${host}\n`)
  await writeFile(join(folder, 'unknown'), '')
  const settings = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${join(folder, 'host')}`,
    `AuthorizedKeysFile ${join(folder, 'authorized')}`,
    'StrictModes no',
    'UsePAM no',
    'PidFile none',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin prohibit-password',
    'MaxStartups 100'
  ]
  await writeFile(join(folder, 'sshd_config'), `${settings.join('\n')}\n`)
  // Started by root, it wants the directory that its service would have made.
  if (userInfo().uid === 0) await mkdir('/run/sshd', { recursive: true })
  const server = spawn(program, ['-D', '-e', '-f', join(folder, 'sshd_config')], { stdio: 'ignore' })
  await untilReached(port)
  return {
    port,
    commandFor: (key, knownHosts = 'known') =>
      `ssh -F /dev/null -i ${join(folder, key)} -oIdentitiesOnly=yes -oBatchMode=yes -oUserKnownHostsFile=${join(folder, knownHosts)}`,
    stop: () => server.kill()
  }
}
