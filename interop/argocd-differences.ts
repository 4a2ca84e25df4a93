import type { Difference } from './differences.ts'

/** Every intended difference from what Argo CD's own code sets in an Application. */
export const argocdDifferences: readonly Difference[] = [
  {
    id: 'found-by-image',
    what: 'An item of `kustomize.images` is found by the image that it addresses, or by the only new name, and is replaced; Argo CD compares the text before the first `=`, else `:`, else `@` of what is set, and adds a second item where the old one has another form.',
    why: 'Which of two items for one image counts is hard to see, and a second spelling would be a silent failure.'
  },
  {
    id: 'registry-with-port',
    what: 'The images of a registry with a port are different images; Argo CD takes `localhost:5000/web:v1` and `localhost:5000/app:v1` for one, and replaces the first item.',
    why: 'The `:` of a port is not the one before a tag.'
  },
  {
    id: 'unsaid-parts-stay',
    what: 'What a line leaves open stays: `NAME=IMAGE` keeps the version and `NAME=*:TAG` the new name; Argo CD writes the text that it is given.',
    why: 'A new name is no wish to lose the version that is pinned, and a `*` beside others would hide what is deployed.'
  },
  {
    id: 'every-item',
    what: 'All items of one image get the wanted version; Argo CD sets the first one.',
    why: 'kustomize applies them in order, so that the last one would undo the change.'
  },
  {
    id: 'last-parameter',
    what: 'Of several Helm parameters with one name the last is set; Argo CD sets the first.',
    why: 'Helm takes the last one.'
  },
  {
    id: 'overrides-template-left-alone',
    what: 'An override with a placeholder (`app:${TAG}`) is left alone, with a notice; Argo CD overwrites it.',
    why: 'Something else fills it in, and the version belongs there.'
  }
]
