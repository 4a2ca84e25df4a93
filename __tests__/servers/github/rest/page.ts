import type { Call } from './route.ts'

/** A page of a list and the `link` header that leads to the next. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly headers: Readonly<Record<string, string>>
}

/** Cuts the page out of a list that `page` and `per_page` ask for. */
export function pageOf<T>({ session, query }: Call, all: readonly T[]): Page<T> {
  const size = Math.min(Number(query.get('per_page') ?? 30), 100)
  const number = Number(query.get('page') ?? 1)
  const items = all.slice((number - 1) * size, number * size)
  if (number * size >= all.length) return { items, headers: {} }
  const next = new URL(session.request.path, session.forge.serverUrl)
  next.searchParams.set('page', String(number + 1))
  return { items, headers: { link: `<${next.href}>; rel="next"` } }
}
