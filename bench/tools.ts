import { fileURLToPath } from 'node:url'
import { findGoProgram } from '../interop/go-install.ts'
import { findBuilt, oracleSource } from '../interop/go-program.ts'
import { findKustomizeProgram, KUSTOMIZE_VERSION } from '../interop/kustomize.ts'
import { findMeter, type Meter } from './meter/meter.ts'

/** The release of yq that the benchmark compares with. */
export const YQ_VERSION = 'v4.54.3'

/** The programs that others edit manifests with, by the paths of what was built. */
export interface Editors {
  readonly kustomize: string
  readonly yq: string
  readonly setters: string
}

/** What the benchmark takes beside this project. */
export interface Tools {
  readonly meter: Meter
  readonly editors: Editors
}

const cache = fileURLToPath(new URL('../.cache/', import.meta.url))

/**
 * Finds what the benchmark takes, or builds it, which takes minutes.
 *
 * @throws Error with a sentence for people where Go is missing
 */
export async function findTools(): Promise<Tools> {
  return {
    meter: await findMeter(cache),
    editors: {
      kustomize: await findKustomizeProgram(cache),
      yq: await findGoProgram(cache, 'github.com/mikefarah/yq/v4', YQ_VERSION, 'yq'),
      setters: await findBuilt(cache, oracleSource('setters'))
    }
  }
}

/** The versions of what it is compared with, in words. */
export const toolVersions = `kustomize ${KUSTOMIZE_VERSION}, yq ${YQ_VERSION}, the setters of Flux's image automation controller v1.1.2`
