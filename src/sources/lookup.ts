import { count } from '../core/count.ts'
import { describeError, UpdateError } from '../core/error.ts'
import { isImageName } from '../core/image/grammar.ts'
import { formatReference, type ImageReference } from '../core/image/reference.ts'
import type { Clock } from '../ports/clock.ts'
import type { Registry } from '../ports/registry.ts'
import type { Reporter } from '../ports/reporter.ts'
import { progressOf } from './progress.ts'

/** Refuses names that only a manifest gives a meaning, such as the placeholder of a kustomization without a `newName`. */
function requireRealName({ name }: ImageReference): void {
  if (isImageName(name)) return
  throw new UpdateError('missing-image', `"${name}" is no name that a registry could have.`, {
    hint: `Write "${name}=REGISTRY/REPOSITORY:TAG" in "images".`
  })
}

/** The error for an image that its registry does not have. */
export const notInRegistry = (reference: ImageReference): UpdateError =>
  new UpdateError('missing-image', `The registry does not have "${formatReference(reference)}".`, {
    hint: 'Is the tag right, and has the build that pushes it come to its end?'
  })

/** The one error for several failures. */
export function united(failures: readonly UpdateError[]): UpdateError {
  const [first] = failures
  if (first !== undefined && failures.length === 1) return first
  const list = failures.map((failure) => `- ${describeError(failure)}`).join('\n')
  return new UpdateError(
    first?.code ?? 'internal',
    `${String(failures.length)} images cannot be written as they are:\n${list}`
  )
}

/**
 * Asks about all of them side by side; the answers come in their order.
 *
 * @throws UpdateError that tells of each for which `ask` failed
 */
export async function askAll<Asked, Answer>(
  asked: readonly Asked[],
  ask: (each: Asked) => Promise<Answer>
): Promise<readonly Answer[]> {
  const failures: UpdateError[] = []
  const answers: Answer[] = []
  for (const outcome of await Promise.allSettled(asked.map(ask))) {
    if (outcome.status === 'fulfilled') answers.push(outcome.value)
    else if (outcome.reason instanceof UpdateError) failures.push(outcome.reason)
    else throw outcome.reason
  }
  if (failures.length > 0) throw united(failures)
  return answers
}

/** What looking up needs of the world. */
export interface LookupPorts {
  readonly registry: Registry
  readonly clock: Pick<Clock, 'now'>
  readonly reporter: Pick<Reporter, 'group' | 'log'>
}

/**
 * Asks about all references, as {@link askAll} does, whose names must be ones that a registry could have.
 *
 * @param title - what is done, as the heading of a group of the log
 */
export async function lookUp<Answer>(
  title: string,
  references: readonly ImageReference[],
  ask: (reference: ImageReference) => Promise<Answer>,
  { clock, reporter }: LookupPorts
): Promise<readonly Answer[]> {
  if (references.length === 0) return []
  return reporter.group(title, async () => {
    const total = references.length
    const progress = progressOf({ total, what: 'images looked up' }, clock, reporter.log)
    let done = 0
    const answers = await askAll(references, async (reference) => {
      requireRealName(reference)
      const answer = await ask(reference)
      done += 1
      progress.at(done)
      return answer
    })
    reporter.log(`${count(total, 'image')} looked up in ${progress.elapsed()}.`)
    return answers
  })
}
