/** A kustomization with an entry for each image, written `name:tag`. */
export function kustomization(...images: readonly string[]): string {
  const entries = images.map((image) => {
    const colon = image.lastIndexOf(':')
    return `  - name: ${image.slice(0, colon)}\n    newTag: ${image.slice(colon + 1)}\n`
  })
  return `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - ../base\nimages:\n${entries.join('')}`
}

/** A Deployment with one container. */
export const deployment = (image: string): string =>
  [
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata:',
    '  name: app',
    'spec:',
    '  template:',
    '    spec:',
    '      containers:',
    '        - name: app',
    `          image: ${image}`,
    ''
  ].join('\n')

/** The digest of nothing in particular. */
export const digest = (digit: string): string => `sha256:${digit.repeat(64)}`
