import type { FieldPart } from './field-pointer.ts'

/** What a marker of Flux's image automation says: whose image the value is of, and which part of it. */
export interface PolicyMarker {
  /** `namespace:name` of the `ImagePolicy`. */
  readonly policy: string
  readonly part: FieldPart
}

const KEY = '$imagepolicy'
const VALUE = /^([^:\s]+:[^:\s]+)(?::(tag|name|digest))?$/

/** Whether a text has markers at all: Flux wants the key in its double quotes, too. */
export const mayHaveMarkers = (text: string): boolean => text.includes(`"${KEY}"`)

/** The policies that a text names as markers do, without a look at where they stand. */
export const markedPolicies = (text: string): readonly string[] =>
  [...text.matchAll(/"\$imagepolicy"\s*:\s*"([^":\s]+:[^":\s]+)/g)].map(([, policy = '']) => policy)

/** Whether a name that is looked for is that of a policy (`namespace:name`), which no image has. */
export const isPolicyName = (name: string): boolean => /^[^:/\s]+:[^:/\s]+$/.test(name)

/** What an object of texts alone has under the key; null is no text, and no harm. */
function readKey(json: string): unknown {
  // Nearly all comments are prose, which is told apart at less cost than by the exception that it would raise.
  if (!/^\s*\{/.test(json)) return undefined
  try {
    const value: unknown = JSON.parse(json)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    const entries = Object.entries(value)
    const isTexts = entries.every(([, text]) => typeof text === 'string' || text === null)
    return isTexts ? entries.find(([key]) => key === KEY)?.[1] : undefined
  } catch {
    return undefined
  }
}

/**
 * Reads a comment with its `#`, as Flux does: it must be one JSON object of texts and nothing else. `undefined` for every
 * other comment, and for parts that Flux does not know.
 */
export function parseMarker(comment: string): PolicyMarker | undefined {
  const value = readKey(comment.replace(/^#+/, ''))
  const [, policy, part = 'whole'] = (typeof value === 'string' && VALUE.exec(value)) || []
  return policy === undefined ? undefined : { policy, part: part as FieldPart }
}
