import { useRegistries } from './registries.ts'
import { useStage, type Stage } from './stage.ts'

/** What of an Application differs from one test to the next. */
export interface ApplicationParts {
  readonly name?: string
  readonly path?: string
  /** Lines below `source`. */
  readonly source?: string
}

/** An Application of the repository at `url`, with annotations of the updater, each `key: value`. */
export const application = (
  url: string,
  annotations: readonly string[],
  { name = 'shop', path = `apps/${name}`, source = '' }: ApplicationParts = {}
): string => {
  const lines = annotations.map((line) => `    argocd-image-updater.argoproj.io/${line}\n`).join('')
  return `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: ${name}\n  annotations:\n${lines}spec:\n  source:\n    repoURL: ${url}/acme/gitops.git\n    path: ${path}\n${source}`
}

/** A stage with a registry, and with Applications in `applications/all.yaml`. */
export interface ApplicationStage extends Stage {
  readonly registry: Awaited<ReturnType<ReturnType<typeof useRegistries>>>
  readonly image: string
  readonly web: string
  /** The text of a file on the branch. */
  readonly read: (path: string) => Promise<string | undefined>
}

/**
 * Sets scenes: a registry with tags of `acme/api` (1.0.0, 1.1.0, 2.0.0) and of `acme/web` (3.0.0), and a repository with
 * Applications and the files that they are of.
 */
export function useApplicationStage(): (
  applications: (image: string, url: string) => readonly string[],
  manifests?: (image: string) => Readonly<Record<string, string>>
) => Promise<ApplicationStage> {
  const stage = useStage()
  const registries = useRegistries()
  return async (applications, manifests = () => ({})) => {
    const registry = await registries()
    for (const tag of ['1.0.0', '1.1.0', '2.0.0']) registry.images.push('acme/api', tag)
    registry.images.push('acme/web', '3.0.0')
    const image = `${registry.host}/acme/api`
    const set = await stage({ 'README.md': '# GitOps\n', ...manifests(image) })
    const texts = applications(image, set.github.serverUrl)
    await set.gitops.commit('main', { 'applications/all.yaml': texts.join('---\n') })
    const read = (path: string) => set.gitops.read('main', path)
    return { ...set, registry, image, web: image.replace(/api$/, 'web'), read }
  }
}
