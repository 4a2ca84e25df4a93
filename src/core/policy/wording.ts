import type { ImageReference } from '../image/reference.ts'
import type { Wording } from '../plan/message.ts'
import type { ChangedFile } from '../plan/plan.ts'
import { fillIn, type FluxMessage } from './flux-message.ts'
import { setValues, type SetValue } from './set-values.ts'

/** An automation with what it has updated. */
export interface WordedAutomation {
  readonly root: string
  /** `namespace:name` of the policies that it selects. */
  readonly policies: ReadonlySet<string>
  readonly message: FluxMessage | undefined
}

/** What an automation has set in some files. */
interface Share {
  readonly automation: WordedAutomation
  readonly set: readonly SetValue[]
  /** The files that have it. */
  readonly paths: ReadonlySet<string>
}

/** What each automation has set; a value that several could have set is of the first one. */
function sharesOf(automations: readonly WordedAutomation[], files: readonly ChangedFile[]): readonly Share[] {
  const taken = new Set<string>()
  const shares = automations.map((automation) => {
    const own = files.flatMap((file) =>
      setValues([file], automation.root).map((set, index) => ({
        set,
        path: file.path,
        key: `${file.path}#${index}`
      }))
    )
    const free = own.filter(({ set, key }) => automation.policies.has(set.policy) && !taken.has(key))
    for (const { key } of free) taken.add(key)
    return { automation, set: free.map(({ set }) => set), paths: new Set(free.map(({ path }) => path)) }
  })
  return shares.filter(({ set }) => set.length > 0)
}

const othersToo = ({ title }: FluxMessage): string =>
  `The messageTemplate of ${title} is not followed: the commit has changes, too, that are not worded by it.`

/**
 * How commits are worded that hold what automations of Flux have set: by their templates, one after the other where several have
 * set something. Where a commit holds anything else, it has the default message.
 *
 * @param images - the images that the policies have chosen
 */
export const fluxWording =
  (automations: readonly WordedAutomation[], images: ReadonlyMap<string, ImageReference>): Wording =>
  (files) => {
    const shares = sharesOf(automations, files)
    const messages = shares.flatMap(({ automation: { message }, set }) =>
      message === undefined ? [] : [{ message, set }]
    )
    const [first] = messages
    if (first === undefined) return { notices: [] }
    const isWorded = ({ path }: ChangedFile): boolean => shares.some(({ paths }) => paths.has(path))
    if (messages.length < shares.length || !files.every(isWorded))
      return { notices: [othersToo(first.message)] }
    const filled = messages.map(({ message, set }) => fillIn(message, { set, images }))
    const notices = filled.flatMap((each) => ('notice' in each ? [each.notice] : []))
    if (notices.length > 0) return { notices }
    const texts = new Set(filled.flatMap((each) => ('text' in each ? [each.text] : [])))
    return { text: [...texts].join('\n\n'), notices }
  }
