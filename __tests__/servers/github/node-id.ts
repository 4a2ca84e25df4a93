const prefixes = {
  Repository: 'R',
  Ref: 'REF',
  Commit: 'C',
  Tree: 'T',
  Blob: 'B',
  PullRequest: 'PR',
  Label: 'LA',
  Milestone: 'MI',
  User: 'U',
  Bot: 'BOT',
  Organization: 'O',
  Team: 'TEAM',
  IssueComment: 'IC',
  CheckRun: 'CR',
  Status: 'S',
  StatusContext: 'SC',
  Deployment: 'DE',
  DeploymentStatus: 'DES',
  ReviewRequest: 'RR'
} as const

/** The types whose objects have global ids here. */
export type NodeType = keyof typeof prefixes

/** A global id taken apart: the type and what identifies the object within it. */
export interface NodeKey {
  readonly type: NodeType
  readonly parts: readonly string[]
}

/** Makes a global id, opaque to clients as GitHub's are. */
export const nodeId = (type: NodeType, ...parts: readonly (string | number)[]): string =>
  `${prefixes[type]}_${Buffer.from(parts.join('\0')).toString('base64url')}`

/** Takes a global id apart; undefined when it is none. */
export function parseNodeId(id: string): NodeKey | undefined {
  const split = id.indexOf('_')
  const type = (Object.keys(prefixes) as NodeType[]).find((key) => prefixes[key] === id.slice(0, split))
  if (type === undefined) return undefined
  const text = Buffer.from(id.slice(split + 1), 'base64url').toString()
  return nodeId(type, text) === id ? { type, parts: text.split('\0') } : undefined
}
