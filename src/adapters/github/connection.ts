import type { Clock } from '../../ports/clock.ts'
import type { AbsentFields } from './absent-fields.ts'
import type { TokenKind } from './token-kind.ts'
import type { Transport } from './transport.ts'

/** A repository at GitHub, and the way to it. */
export interface Connection {
  readonly transport: Transport
  readonly owner: string
  readonly name: string
  readonly tokenKind: TokenKind
  readonly clock: Clock
  readonly absentFields: AbsentFields
}
