import type { RepositoryAnswer } from './answer.ts'
import type { Connection } from './connection.ts'
import { HttpFailure, type Fault } from './fault.ts'
import type { Query } from './query.ts'
import { notFoundError, refusalOf, type Situation } from './refusal.ts'
import type { FetchBlob } from './snapshot.ts'
import type { GraphqlAnswer } from './transport.ts'

/** A connection for reading, and the rights that it takes to do what the reading is for: they tell what token to pass. */
export interface Reader extends Connection {
  readonly rights: readonly string[]
  /** A noun for what is being done, where it is not the reading. */
  readonly action?: string
}

const nameOf = ({ owner, name }: Connection): string => `${owner}/${name}`

const situationOf = (reader: Reader): Situation => ({
  action: reader.action ?? 'the request to read the repository',
  repository: nameOf(reader),
  branch: '',
  token: reader.tokenKind,
  rights: reader.rights
})

/** The error that a person should see for a fault of a reading. */
export const refuse = (reader: Reader, fault: Fault): Error => refusalOf(fault, situationOf(reader))

/** What a reading gives, or the error that a person should see for its failure. */
export async function explained<Answer>(reader: Reader, reading: Promise<Answer>): Promise<Answer> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof HttpFailure) throw refuse(reader, error.fault)
    throw error
  }
}

/** Sends a query. */
export const ask = (reader: Reader, { document, variables }: Query): Promise<GraphqlAnswer> =>
  explained(reader, reader.transport.query(document, variables))

/** The repository of an answer. Faults of what else was asked for fail no reading: what has no identifier becomes a warning. */
export function repositoryOf(reader: Reader, { data, faults }: GraphqlAnswer): RepositoryAnswer {
  const repository = data?.['repository'] as RepositoryAnswer | null | undefined
  if (repository !== null && repository !== undefined) return repository
  const fault = faults.find(({ path }) => path === undefined || path[0] === 'repository') ?? faults[0]
  if (fault === undefined || fault.type === 'NOT_FOUND') {
    throw notFoundError(nameOf(reader), reader.tokenKind, reader.rights)
  }
  throw refuse(reader, fault)
}

/** As base64: the raw bytes would come through a decoder of text that drops a byte order mark and replaces what is not UTF-8. */
export const blobFetcher =
  (reader: Reader): FetchBlob =>
  async (oid) => {
    const { transport, owner, name } = reader
    const parameters = { owner, repo: name, oid }
    const request = transport.get('GET /repos/{owner}/{repo}/git/blobs/{oid}', parameters)
    const blob = await explained(reader, request)
    return Buffer.from((blob as { readonly content: string }).content, 'base64')
  }
