/** A file with overrides of an Argo CD source, and what is set in it. */
export interface ArgocdCase {
  readonly name: string
  readonly before: string
  /** `source` is a file that overrides one. */
  readonly kind: 'Application' | 'ApplicationSet' | 'source'
  /** Our wishes, as lines of `images`. */
  readonly images: readonly string[]
  /** What Argo CD is to set instead, in the syntax of its command: `--kustomize-image`; our lines, where it is left out. */
  readonly kustomize?: readonly string[]
  /** The same for `--helm-set`. */
  readonly values?: readonly string[]
  /** The same for `--helm-set-string`. */
  readonly strings?: readonly string[]
  /** The intended difference that this case shows; none, where Argo CD reads the same from both. */
  readonly differs?: string
}

const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by))
/** Items of `kustomize.images`. */
export const listOf = (items: readonly string[]): string =>
  `kustomize:\n  images:\n${items.map((item) => `  - ${item}\n`).join('')}`
/** Helm parameters, each with the same lines beneath. */
export const parametersOf = (
  parameters: readonly (readonly [name: string, value: string])[],
  rest = ''
): string =>
  `helm:\n  parameters:\n${parameters
    .map(([name, value]) => `  - name: ${name}\n    value: ${value}\n${rest}`)
    .join('')}`

/** An Application of one source. */
export const application = (source: string): string =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: app\nspec:\n  source:\n    repoURL: r\n${indented(source, 4)}`
/** An Application of several sources. */
export const several = (...sources: readonly string[]): string =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: app\nspec:\n  sources:\n${sources
    .map((source) => `  - repoURL: r\n${indented(source, 4)}`)
    .join('')}`
/** An ApplicationSet whose template has one source. */
export const applicationSet = (source: string): string =>
  `apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata:\n  name: app\nspec:\n  template:\n    spec:\n      source:\n        repoURL: r\n${indented(source, 8)}`
