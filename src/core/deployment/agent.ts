import picomatch from 'picomatch'

/** Which words are those of the GitOps agent. */
export interface AgentFilter {
  /** As the input spells it: `argocd`, `flux`, or a glob. */
  readonly name: string
  /** Whether it is neither a known agent nor a glob: only what is called exactly so counts. */
  readonly isExact: boolean
  readonly speaks: (context: string) => boolean
}

/** The contexts that the agents' own notification templates use, Argo CD's and those of Flux's notification controller. */
const KNOWN: ReadonlyMap<string, readonly string[]> = new Map([
  ['argocd', ['continuous-delivery/*', 'argocd/*', 'argocd-*', 'argo-cd/*', 'argo-cd']],
  ['flux', ['kustomization/*', 'helmrelease/*', 'flux/*', 'flux-*']]
])

/** A deployment has no context but an environment, which tells nothing of who deploys: for a known agent every one counts. */
export const EVERY_ENVIRONMENT = 'deployment:'

/**
 * The filter that `wait-for` asks for: a known agent, or a glob over contexts, names of check runs and environments in which `*`
 * stands for anything, slashes included. Upper and lower case are one, as in GitHub's contexts.
 */
export function agentFilter(name: string): AgentFilter {
  const known = KNOWN.get(name.toLowerCase())
  const globs = known === undefined ? [name] : [...known, `${EVERY_ENVIRONMENT}*`]
  const matches = picomatch([...globs], { bash: true, nocase: true, dot: true })
  const speaks = (context: string): boolean =>
    matches(context) ||
    (known === undefined &&
      context.startsWith(EVERY_ENVIRONMENT) &&
      matches(context.slice(EVERY_ENVIRONMENT.length)))
  return { name, isExact: known === undefined && !/[*?!{[(]/.test(name), speaks }
}
