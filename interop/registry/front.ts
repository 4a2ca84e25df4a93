import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server before a registry. */
export interface Front {
  readonly host: string
  /** Requests so far. */
  readonly count: () => number
  readonly stop: () => void
}

/** How the front spells the address of the next page. */
export type LinkStyle = (path: string, query: string) => string

/**
 * Starts a front that gives tags in pages, as big registries do: that of the distribution project of this version knows only whole lists.
 *
 * @param faults - answers that come first, in the registry's place
 */
export async function startFront(
  upstream: string,
  pageSize: number,
  link: LinkStyle,
  faults: readonly { readonly status: number; readonly retryAfter?: string }[] = []
): Promise<Front> {
  const left = [...faults]
  let requests = 0
  const lists = new Map<string, readonly string[]>()

  async function tagsOf(path: string): Promise<readonly string[]> {
    const known = lists.get(path)
    if (known !== undefined) return known
    const answer = await fetch(`http://${upstream}${path}`)
    const { tags } = (await answer.json()) as { readonly tags: readonly string[] }
    lists.set(path, tags)
    return tags
  }

  const server = createServer((request, response) => {
    requests += 1
    const fault = left.shift()
    if (fault !== undefined) {
      response.writeHead(
        fault.status,
        fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter }
      )
      response.end()
      return
    }
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://loopback')
    void tagsOf(pathname).then((tags) => {
      const from = tags.indexOf(searchParams.get('last') ?? '') + 1
      const page = tags.slice(from, from + Math.min(pageSize, Number(searchParams.get('n') ?? pageSize)))
      const query = `?last=${page.at(-1) ?? ''}&n=${page.length}`
      const hasNext = from + page.length < tags.length
      response.writeHead(200, hasNext ? { link: `<${link(pathname, query)}>; rel="next"` } : {})
      response.end(JSON.stringify({ tags: page }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    count: () => requests,
    stop: () => {
      server.closeAllConnections()
      server.close()
    }
  }
}
