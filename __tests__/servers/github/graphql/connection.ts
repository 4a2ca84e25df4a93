/** The arguments that page through a connection. */
export interface PageArguments {
  readonly first?: number | null
  readonly last?: number | null
  readonly after?: string | null
  readonly before?: string | null
}

/** A page of a list, as every connection of the schema shows it. */
export interface Connection<T> {
  readonly nodes: readonly T[]
  readonly edges: readonly { readonly node: T; readonly cursor: string }[]
  readonly totalCount: number
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor: string | null
    readonly endCursor: string | null
  }
}

const cursorOf = (index: number): string => Buffer.from(`cursor:${index}`).toString('base64')

const indexOf = (cursor: string): number =>
  Number(Buffer.from(cursor, 'base64').toString().slice('cursor:'.length))

/** Cuts the asked page out of a list. */
export function connection<T>(all: readonly T[], page: PageArguments): Connection<T> {
  const { first, last, after, before } = page
  let start = after == null ? 0 : indexOf(after) + 1
  let end = before == null ? all.length : indexOf(before)
  if (first != null) end = Math.min(end, start + first)
  if (last != null) start = Math.max(start, end - last)
  const nodes = all.slice(start, end)
  return {
    nodes,
    edges: nodes.map((node, index) => ({ node, cursor: cursorOf(start + index) })),
    totalCount: all.length,
    pageInfo: {
      hasNextPage: end < all.length,
      hasPreviousPage: start > 0,
      startCursor: nodes.length === 0 ? null : cursorOf(start),
      endCursor: nodes.length === 0 ? null : cursorOf(start + nodes.length - 1)
    }
  }
}
