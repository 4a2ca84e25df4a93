/** A GraphQL document with its variables. */
export interface Query {
  readonly document: string
  readonly variables: Readonly<Record<string, unknown>>
}

/** One optional part of a query: its fields, and the variables that they use. */
export interface Part {
  readonly inRepository?: string
  readonly inQuery?: string
  readonly declarations: string
  readonly values: Readonly<Record<string, unknown>>
}
