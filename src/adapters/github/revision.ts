import type { ObjectId } from '../../ports/snapshot.ts'
import { ask, repositoryOf, type Reader } from './ask.ts'

const RESOLVE = `query Resolve($owner: String! $name: String! $revision: String!) {
  repository(owner: $owner, name: $name) {
    object(expression: $revision) { ... on Commit { oid } ... on Tag { target { ... on Commit { oid } } } }
  }
}`

interface Found {
  readonly oid?: string
  readonly target?: { readonly oid?: string }
}

/** The commit that a branch, a tag (annotated or not), or a full or short name of a commit stands for. */
export async function resolve(reader: Reader, revision: string): Promise<ObjectId | undefined> {
  const { owner, name } = reader
  const answer = await ask(reader, { document: RESOLVE, variables: { owner, name, revision } })
  const found = repositoryOf(reader, answer).object as Found | null | undefined
  return found?.oid ?? found?.target?.oid
}
