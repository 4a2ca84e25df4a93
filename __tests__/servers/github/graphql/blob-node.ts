import { isUtf8 } from 'node:buffer'
import type { GitObject } from '../../git/object.ts'
import { nodeId } from '../node-id.ts'
import type { Repository } from '../repository.ts'
import type { Session } from '../session.ts'
import { RepositoryNode } from './repository-node.ts'

const longestText = 512_000

/** `Blob`. Its text is cut at 512,000 bytes, loses a byte order mark, and shows invalid UTF-8 as U+FFFD. */
export class BlobNode {
  readonly __typename = 'Blob'
  readonly id: string
  readonly oid: string
  readonly abbreviatedOid: string
  readonly byteSize: number
  readonly isTruncated: boolean
  readonly isBinary: boolean
  readonly #bytes: Buffer
  readonly #session: Session
  readonly #repository: Repository

  constructor(session: Session, repository: Repository, object: GitObject) {
    this.#session = session
    this.#repository = repository
    this.#bytes = object.bytes
    this.id = nodeId('Blob', repository.id, object.oid)
    this.oid = object.oid
    this.abbreviatedOid = object.oid.slice(0, 7)
    this.byteSize = object.bytes.length
    this.isTruncated = object.bytes.length > longestText
    this.isBinary = object.bytes.subarray(0, 8000).includes(0)
  }

  get repository(): RepositoryNode {
    return new RepositoryNode(this.#session, this.#repository)
  }

  get text(): string | null {
    if (this.isBinary) return null
    const bytes = this.#bytes.subarray(0, longestText)
    return isUtf8(bytes) ? new TextDecoder().decode(bytes) : bytes.toString('utf8')
  }
}
