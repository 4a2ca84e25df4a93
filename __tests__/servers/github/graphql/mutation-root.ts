import { getLocation, responsePathAsArray, type GraphQLResolveInfo } from 'graphql'
import type { Refusal } from '../refusal.ts'
import type { Session } from '../session.ts'
import { spendBudget } from './budget.ts'
import * as annotations from './mutations/annotation-mutations.ts'
import * as commits from './mutations/commit-mutations.ts'
import * as merges from './mutations/merge-mutations.ts'
import type { Mutation } from './mutations/mutation.ts'
import * as pullRequests from './mutations/pull-request-mutations.ts'
import * as refs from './mutations/ref-mutations.ts'

interface AnyInput {
  readonly clientMutationId?: string | null
}

type Payload = object & { readonly notice?: Refusal }

type RootField = (args: { input: AnyInput }, session: Session, info: GraphQLResolveInfo) => Promise<object>

// Each field's input has been checked against the schema before it is called.
const mutations = { ...annotations, ...commits, ...merges, ...pullRequests, ...refs } as unknown as Readonly<
  Record<string, Mutation<AnyInput>>
>

const rootField =
  (name: string, mutation: Mutation<AnyInput>): RootField =>
  async ({ input }, session, info) => {
    spendBudget(session)
    await session.forge.hooks.run('mutation', session.request, name)
    const payload: Payload = await mutation(session, input)
    if (payload.notice !== undefined)
      session.notices.push({
        refusal: payload.notice,
        path: responsePathAsArray(info.path),
        locations: info.fieldNodes.flatMap(({ loc }) =>
          loc === undefined ? [] : [getLocation(loc.source, loc.start)]
        )
      })
    return { clientMutationId: input.clientMutationId ?? null, ...payload }
  }

/** The root value of mutations: one function a field. */
export const mutationRoot: Readonly<Record<string, RootField>> = Object.fromEntries(
  Object.entries(mutations).map(([name, mutation]) => [name, rootField(name, mutation)])
)
