import { afterAll, expect, test } from '@jest/globals'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { createServer } from 'node:tls'
import { selfSigned, type Certificate } from '../servers/certificate.ts'
import { join, listening, startProxy } from '../servers/proxy.ts'
import { kustomization } from './manifests.ts'
import { useStage, type Stage } from './stage.ts'

const stage = useStage()
const HOST = 'ghe.example.test'
const files = { 'app/kustomization.yaml': kustomization('api:v1') }
const inputs = { images: 'api:v2', manifests: 'app' }
const closing: (() => void)[] = []
afterAll(() => {
  for (const close of closing) close()
})

const portOf = ({ github }: Stage): number => Number(new URL(github.serverUrl).port)
const instance = (scheme: 'http' | 'https') => ({
  serverUrl: `${scheme}://${HOST}`,
  apiUrl: `${scheme}://${HOST}/api/v3`,
  graphqlUrl: `${scheme}://${HOST}/api/graphql`
})

async function proxyTo(port: number) {
  const proxy = await startProxy(port)
  closing.push(proxy.close)
  return proxy
}

/** A certificate that is there until the tests are over. */
function ownCertificate(): Certificate {
  const folder = mkdtempSync(joinPath(tmpdir(), 'certificate-'))
  closing.push(() => {
    rmSync(folder, { recursive: true })
  })
  return selfSigned(HOST, folder)
}

test.concurrent.each(['http_proxy', 'HTTP_PROXY'])(
  'GitHub is reached through the proxy of %s',
  async (name) => {
    const on = await stage(files)
    const proxy = await proxyTo(portOf(on))
    const { exitCode } = await on.run(inputs, {
      github: instance('http'),
      environment: { [name]: proxy.url }
    })
    expect([exitCode, await on.gitops.read('main', 'app/kustomization.yaml')]).toEqual([
      0,
      kustomization('api:v2')
    ])
    expect(new Set(proxy.asked)).toEqual(new Set([`${HOST}:80`]))
  }
)

test.concurrent('a host of NO_PROXY is not asked of it', async () => {
  const on = await stage(files)
  const proxy = await proxyTo(portOf(on))
  const environment = { HTTP_PROXY: proxy.url, NO_PROXY: `other.example.test,${HOST}` }
  // There is no such host but for the proxy.
  const { exitCode } = await on.run(inputs, { github: instance('http'), environment })
  expect([exitCode, proxy.asked, on.github.countApiRequests()]).toEqual([1, [], 0])
})

test.concurrent('a server with a certificate of its own, which NODE_EXTRA_CA_CERTS names', async () => {
  const on = await stage(files)
  const { key, cert } = ownCertificate()
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (socket) => {
    join(socket, connect(portOf(on), '127.0.0.1'))
  })
  closing.push(() => server.close())
  const proxy = await proxyTo(await listening(server))
  const environment = { HTTPS_PROXY: proxy.url }
  const unknown = await on.run({ ...inputs, mode: 'dry-run' }, { github: instance('https'), environment })
  expect([unknown.exitCode, on.github.countApiRequests()]).toEqual([1, 0])
  const { exitCode } = await on.run(inputs, {
    github: instance('https'),
    environment: { ...environment, NODE_EXTRA_CA_CERTS: cert }
  })
  expect([exitCode, await on.gitops.read('main', 'app/kustomization.yaml')]).toEqual([
    0,
    kustomization('api:v2')
  ])
  expect(new Set(proxy.asked)).toEqual(new Set([`${HOST}:443`]))
})
