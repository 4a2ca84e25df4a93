import { createHash } from 'node:crypto'

/** An image or an index as it was pushed. */
export interface Pushed {
  readonly digest: string
  readonly size: number
}

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json'
const INDEX = 'application/vnd.oci.image.index.v1+json'

/** Pushes to one repository, by the HTTP of the distribution specification alone. */
export function pusher(host: string, repository: string, headers: Readonly<Record<string, string>> = {}) {
  const base = `http://${host}/v2/${repository}`

  const send = async (url: string | URL, init: RequestInit): Promise<Response> => {
    const answer = await fetch(url, { ...init, headers: { ...headers, ...(init.headers as object) } })
    if (!answer.ok)
      throw new Error(`${init.method ?? ''} ${String(url)}: ${answer.status} ${await answer.text()}`)
    return answer
  }

  async function blob(value: object): Promise<Pushed> {
    const body = Buffer.from(JSON.stringify(value))
    const digest = `sha256:${createHash('sha256').update(body).digest('hex')}`
    const upload = await send(`${base}/blobs/uploads/`, { method: 'POST' })
    const location = new URL(upload.headers.get('location') ?? '', base)
    location.searchParams.set('digest', digest)
    await send(location, { method: 'PUT', body, headers: { 'content-type': 'application/octet-stream' } })
    return { digest, size: body.length }
  }

  async function manifest(reference: string, type: string, value: object): Promise<Pushed> {
    const body = JSON.stringify({ schemaVersion: 2, mediaType: type, ...value })
    const answer = await send(`${base}/manifests/${reference}`, {
      method: 'PUT',
      body,
      headers: { 'content-type': type }
    })
    return { digest: answer.headers.get('docker-content-digest') ?? '', size: body.length }
  }

  const image = async (tag: string, architecture: string, created: string): Promise<Pushed> => {
    const layer = await blob({ tag, architecture })
    const rootfs = { type: 'layers', diff_ids: [layer.digest] }
    const config = await blob({ os: 'linux', architecture, created, config: {}, rootfs })
    return manifest(tag, MANIFEST, {
      config: { ...config, mediaType: 'application/vnd.oci.image.config.v1+json' },
      layers: [{ ...layer, mediaType: 'application/vnd.oci.image.layer.v1.tar' }]
    })
  }

  return {
    image,
    /** An index of images that are pushed with it, by architecture and moment of creation. */
    index: async (tag: string, images: Readonly<Record<string, string>>): Promise<Pushed> => {
      const manifests: object[] = []
      for (const [architecture, created] of Object.entries(images)) {
        const pushed = await image(`${tag}-${architecture}`, architecture, created)
        manifests.push({ ...pushed, mediaType: MANIFEST, platform: { os: 'linux', architecture } })
      }
      return manifest(tag, INDEX, { manifests })
    },
    /** Further tags for an image that is there. */
    tags: async (from: string, tags: readonly string[]): Promise<void> => {
      const source = await send(`${base}/manifests/${from}`, { method: 'GET', headers: { accept: MANIFEST } })
      const body = await source.text()
      for (let start = 0; start < tags.length; start += 50)
        await Promise.all(
          tags
            .slice(start, start + 50)
            .map((tag) =>
              send(`${base}/manifests/${tag}`, { method: 'PUT', body, headers: { 'content-type': MANIFEST } })
            )
        )
    }
  }
}
