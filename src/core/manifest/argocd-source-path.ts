import { lastSegment } from '../last-segment.ts'

const NAME = /^\.argocd-source(?:-.+)?\.yaml$/

/** Whether Argo CD reads the file beside an application's manifests as an override of its source: for all, or for one. */
export const isArgocdSourcePath = (path: string): boolean => NAME.test(lastSegment(path))
