import { UpdateError } from '../../core/error.ts'
import { isTag } from '../../core/image/grammar.ts'
import type { RegistryAddress } from '../../core/image/registry-address.ts'
import type { Asking } from './ask.ts'
import type { HttpAnswer } from './http.ts'
import { readFields, textOf } from './json.ts'
import { nextLink } from './link.ts'
import { notARegistry } from './refusal.ts'

/** Asked for one after the other, where a registry refuses so large a page, or the very parameter. */
const PAGE_SIZES = ['?n=1000', '?n=100', '']
const SIZE_REFUSED = new Set([400, 405, 413, 416, 422])
const MOST_PAGES = 2000
const MOST_TAGS = 1_000_000
const BASE = 'https://registry.invalid'

interface Page {
  readonly tags: readonly string[]
  readonly next: string | undefined
}

function tagsIn({ body }: HttpAnswer, host: string): readonly string[] {
  const answer = readFields(body.toString())
  const tags = answer?.['tags'] ?? []
  if (answer === undefined || !Array.isArray(tags)) throw notARegistry(host, 'it is no list of tags')
  return tags.map(textOf).filter(isTag)
}

/**
 * The query of the next page. Only that is taken from a link: proxies before registries write other hosts, lose ports, and leave
 * parts of the path out.
 */
function nextQuery({ headers }: HttpAnswer, host: string): string | undefined {
  const link = nextLink(headers.get('link') ?? '')
  if (link === undefined) return undefined
  if (URL.canParse(link, BASE)) return new URL(link, BASE).search
  throw notARegistry(host, `its link to the next page, "${link}", is no address`)
}

const pageOf = (answer: HttpAnswer, host: string): Page => ({
  tags: tagsIn(answer, host),
  next: nextQuery(answer, host)
})

/**
 * Lists the tags of a repository, page by page as far as there are any.
 *
 * @throws UpdateError where the registry does not show the repository, or its pages have no end
 */
export async function listTags(
  { ask, refused }: Asking,
  address: RegistryAddress
): Promise<readonly string[]> {
  const { host, repository } = address
  const question = (query: string) =>
    ({ method: 'GET', path: `tags/list${query}`, accept: 'application/json' }) as const

  async function readPage(query: string): Promise<Page> {
    const answer = await ask(address, question(query))
    if (answer.status !== 200) throw await refused(address, answer)
    return pageOf(answer, host)
  }

  async function readFirst(): Promise<Page> {
    const [last = '', ...larger] = PAGE_SIZES.toReversed()
    for (const query of larger.toReversed()) {
      const answer = await ask(address, question(query))
      if (answer.status === 200) return pageOf(answer, host)
      if (!SIZE_REFUSED.has(answer.status)) throw await refused(address, answer)
    }
    return readPage(last)
  }

  const tags = new Set<string>()
  const asked = new Set<string>()
  for (let page = await readFirst(); ; page = await readPage(page.next)) {
    for (const tag of page.tags) tags.add(tag)
    if (page.next === undefined) return [...tags]
    if (asked.has(page.next) || asked.size === MOST_PAGES || tags.size > MOST_TAGS) {
      throw new UpdateError(
        'unavailable',
        `The list of tags that ${host} gives for "${repository}" has no end.`,
        {
          hint: `Its page "${page.next}" leads back to what was read, or it has more than ${MOST_PAGES} pages or ${MOST_TAGS} tags.`
        }
      )
    }
    asked.add(page.next)
  }
}
