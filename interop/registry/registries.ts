import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { systemClock } from '../../src/adapters/clock.ts'
import { connectRegistry } from '../../src/adapters/registry/connect.ts'
import { formatPlatform } from '../../src/core/image/platform.ts'
import type { Registry } from '../../src/ports/registry.ts'
import { outcome, type Outcome, type Part } from '../outcome.ts'
import { startDistribution } from './distribution.ts'
import { startFront, type LinkStyle } from './front.ts'
import { findPrograms, type Programs } from './programs.ts'
import { pusher } from './push.ts'
import { startTokenServer } from './token-server.ts'

const FIRST = '2024-01-01T00:00:00Z'
const SECOND = '2024-02-01T00:00:00Z'
const TAGS = 5009
/** `ada:s3cret`, in bcrypt. */
const HTPASSWD = 'ada:$2b$05$abcdefghijklmnopqrstuuLK7U1u6pVRmL7L1BBM2aS35PSZnDXlK\n'
const LOGIN = { authorization: `Basic ${Buffer.from('ada:s3cret').toString('base64')}` }

const clientOf = (folder: string, host?: string, password = 's3cret'): Registry =>
  connectRegistry(
    { DOCKER_CONFIG: folder },
    host === undefined ? [] : [{ host, username: 'ada', password }],
    systemClock,
    { log: () => undefined, conceal: () => undefined }
  )

/** A moment to the second, as the client tells it: to the nanosecond. */
const momentOf = (text: string): string => text.replace('Z', '.000000000')

/** Compares what came with what was to come; a failure counts as what came. */
async function expectThat(name: string, actual: Promise<unknown>, expected: unknown): Promise<Outcome> {
  const came = await actual.catch(
    (error: unknown) => (error as { readonly code?: string }).code ?? String(error)
  )
  const [one, other] = [JSON.stringify(came), JSON.stringify(expected)]
  return outcome(name, one === other ? undefined : `${one} instead of ${other}`)
}

async function compareContent(programs: Programs, folder: string): Promise<readonly Outcome[]> {
  const { host, stop } = await startDistribution(programs, folder)
  const push = pusher(host, 'team/app')
  const image = await push.image('v1', 'amd64', FIRST)
  const index = await push.index('v2', { amd64: FIRST, arm64: SECOND })
  const client = clientOf(folder)
  const name = `${host}/team/app`
  const tags = ['v1', 'v2', 'v2-amd64', 'v2-arm64']
  const platforms = (tag: string) => client.platforms({ name, tag }).then((some) => some?.map(formatPlatform))
  const digest = (reference: { readonly tag?: string; readonly digest?: string }) =>
    client.resolve({ name, ...reference }).then((some) => some?.digest)
  const outcomes = [
    await expectThat('tags', client.tags(name), tags),
    await expectThat('the digest of an image', digest({ tag: 'v1' }), image.digest),
    await expectThat('the digest of an index', digest({ tag: 'v2' }), index.digest),
    await expectThat('an image by its digest', digest({ digest: image.digest }), image.digest),
    await expectThat('a tag that is not there', digest({ tag: 'v9' }), undefined),
    await expectThat('a digest that is not there', digest({ digest: `sha256:${'0'.repeat(64)}` }), undefined),
    await expectThat('the platform of an image', platforms('v1'), ['linux/amd64']),
    await expectThat('the platforms of an index', platforms('v2'), ['linux/amd64', 'linux/arm64']),
    await expectThat('the creation of an image', client.created({ name, tag: 'v1' }, []), momentOf(FIRST)),
    await expectThat('the creation of an index', client.created({ name, tag: 'v2' }, []), momentOf(SECOND)),
    await expectThat('tags of a repository that is not there', client.tags(`${host}/none`), 'no-access'),
    ...(await compareSkopeo(programs, host, client))
  ]
  stop()
  return outcomes
}

/** Lets skopeo copy an image within the registry and tell its digest. */
async function compareSkopeo(
  { skopeo, environment }: Programs,
  host: string,
  client: Registry
): Promise<readonly Outcome[]> {
  if (skopeo === undefined) return []
  const run = promisify(execFile)
  const copied = `docker://${host}/team/copy:v1`
  const open = ['--insecure-policy', 'copy', '--src-tls-verify=false', '--dest-tls-verify=false']
  await run(skopeo, [...open, `docker://${host}/team/app:v1`, copied], { env: environment })
  const words = ['inspect', '--tls-verify=false', '--format', '{{.Digest}}', copied]
  const { stdout } = await run(skopeo, words, { env: environment })
  const ours = client.resolve({ name: `${host}/team/copy`, tag: 'v1' }).then((image) => image?.digest)
  return [await expectThat('the digest that skopeo tells of its copy', ours, stdout.trim())]
}

async function comparePasswords(programs: Programs, folder: string): Promise<readonly Outcome[]> {
  const path = join(folder, 'htpasswd')
  await writeFile(path, HTPASSWD)
  const { host, stop } = await startDistribution(programs, folder, { htpasswd: { realm: 'interop', path } })
  await pusher(host, 'app', LOGIN).image('v1', 'amd64', FIRST)
  const name = `${host}/app`
  const outcomes = [
    await expectThat('the right password', clientOf(folder, host).tags(name), ['v1']),
    await expectThat('a wrong password', clientOf(folder, host, 'guess').tags(name), 'no-access'),
    await expectThat('no password', clientOf(folder).tags(name), 'no-access')
  ]
  stop()
  return outcomes
}

async function compareTokens(programs: Programs, folder: string): Promise<readonly Outcome[]> {
  const server = await startTokenServer(folder)
  const { host, stop } = await startDistribution(programs, folder, server.access)
  const tokenFor = async (repository: string) => {
    const { realm } = (server.access as { readonly token: { readonly realm: string } }).token
    const url = `${realm}?service=interop&scope=repository:${repository}:pull,push`
    const { token } = (await (await fetch(url, { headers: LOGIN })).json()) as { readonly token: string }
    return { authorization: `Bearer ${token}` }
  }
  for (const repository of ['private/app', 'open/app'])
    await pusher(host, repository, await tokenFor(repository)).image('v1', 'amd64', FIRST)
  const [secret, open] = [`${host}/private/app`, `${host}/open/app`]
  const outcomes = [
    await expectThat('a token for a password', clientOf(folder, host).tags(secret), ['v1']),
    await expectThat('a token for nobody, of what is open', clientOf(folder).tags(open), ['v1']),
    await expectThat('a token for nobody, of what is not', clientOf(folder).tags(secret), 'no-access'),
    await expectThat(
      'a token for a wrong password',
      clientOf(folder, host, 'guess').tags(secret),
      'no-access'
    )
  ]
  stop()
  server.stop()
  return outcomes
}

const LINKS: Readonly<Record<string, LinkStyle>> = {
  relative: (path, query) => path + query,
  'of a query alone': (_, query) => query,
  'to another host': (path, query) => `https://registry.invalid${path}${query}`
}

async function comparePages(programs: Programs, folder: string): Promise<Omit<Part, 'title'>> {
  const { host, stop } = await startDistribution(programs, folder)
  const push = pusher(host, 'app')
  await push.image('v0000', 'amd64', FIRST)
  const expected = Array.from({ length: TAGS }, (_, index) => `v${String(index).padStart(4, '0')}`)
  await push.tags('v0000', expected.slice(1))
  const outcomes: Outcome[] = []
  const report: string[] = []

  async function list(what: string, address: string, count?: () => number): Promise<void> {
    const started = performance.now()
    const tags = clientOf(folder).tags(`${address}/app`)
    outcomes.push(await expectThat(`${TAGS} tags, ${what}`, tags, expected))
    const took = (performance.now() - started).toFixed(0)
    report.push(`${TAGS} tags, ${what}: ${count?.() ?? 1} requests, ${took} ms`)
  }

  await list('on one page', host)
  for (const [style, link] of Object.entries(LINKS)) {
    const front = await startFront(host, 100, link)
    await list(`100 a page, links ${style}`, front.host, front.count)
    front.stop()
  }
  const faults = [{ status: 500 }, { status: 429, retryAfter: '1' }, { status: 503 }]
  const faulty = await startFront(host, 1000, (path, query) => path + query, faults)
  await list('1000 a page, after 500, 429 and 503', faulty.host, faulty.count)
  faulty.stop()
  stop()
  return { outcomes, report }
}

/** Asks a registry of the distribution project, as Debian has it, and compares the answers with what was pushed there. */
export async function compareRegistries(cache: string): Promise<Part> {
  const title = 'registries'
  const programs = await findPrograms(cache)
  if (programs === undefined) {
    const report = ['docker-registry cannot be had here (it comes from Debian, by apt-get): skipped.']
    return { title, outcomes: [], report }
  }
  const folder = await mkdtemp(join(tmpdir(), 'registries-'))
  const content = await compareContent(programs, folder)
  const passwords = await comparePasswords(programs, folder)
  const tokens = await compareTokens(programs, folder)
  const pages = await comparePages(programs, folder)
  await rm(folder, { recursive: true })
  return { title, outcomes: [...content, ...passwords, ...tokens, ...pages.outcomes], report: pages.report }
}
