import { lastSegment } from '../last-segment.ts'

/** The file names that kustomize reads in a directory: exactly one of them may be there. */
export const KUSTOMIZATION_NAMES: readonly string[] = [
  'kustomization.yaml',
  'kustomization.yml',
  'Kustomization'
]

/** Whether kustomize would take the file at this path for a kustomization, by its name alone. */
export const isKustomizationPath = (path: string): boolean => KUSTOMIZATION_NAMES.includes(lastSegment(path))
