import type { Difference } from './differences.ts'

/** Every intended difference from setting Helm values by their keys. */
export const helmDifferences: readonly Difference[] = [
  {
    id: 'values-by-name',
    what: 'Values are found by the name of the image; `helm --set-string` sets whatever key it is given.',
    why: 'The version of one image is not that of another one that stands in its place.'
  },
  {
    id: 'values-template-left-alone',
    what: 'A value with a template (`tag: "{{ .Values.tag }}"`) is left alone, with a notice; Helm overwrites it.',
    why: 'The chart fills it in, and the version belongs there.'
  }
]
