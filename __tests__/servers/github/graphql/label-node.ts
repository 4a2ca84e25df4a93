import { nodeId } from '../node-id.ts'
import type { Repository } from '../repository.ts'
import type { Label, Milestone } from '../repository-settings.ts'
import type { Session } from '../session.ts'

/** `Label`. */
export class LabelNode {
  readonly __typename = 'Label'
  readonly id: string
  readonly name: string
  readonly color: string
  readonly description: string
  readonly url: string

  constructor(session: Session, repository: Repository, label: Label) {
    this.id = nodeId('Label', repository.id, label.id)
    this.name = label.name
    this.color = label.color
    this.description = label.description
    this.url = session.url(repository, 'labels', encodeURIComponent(label.name))
  }
}

/** `Milestone`. */
export class MilestoneNode {
  readonly __typename = 'Milestone'
  readonly id: string
  readonly number: number
  readonly title: string
  readonly state: string
  readonly closed: boolean
  readonly url: string

  constructor(session: Session, repository: Repository, milestone: Milestone) {
    this.id = nodeId('Milestone', repository.id, milestone.number)
    this.number = milestone.number
    this.title = milestone.title
    this.state = milestone.state
    this.closed = milestone.state === 'CLOSED'
    this.url = session.url(repository, 'milestone', milestone.number)
  }
}
