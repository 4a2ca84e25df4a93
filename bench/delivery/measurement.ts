import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { updatedOverlay } from './generated-repository.ts'
import type { Target, Way } from './way.ts'
import { trafficOf, type Traffic } from './wire.ts'

/** One write, measured. */
export interface Measurement extends Traffic {
  readonly milliseconds: number
}

/** Lets a way write a version, and makes sure that it is there. */
export async function measure(way: Way, target: Target, version: string): Promise<Measurement> {
  const folder = mkdtempSync(join(tmpdir(), 'way-'))
  let milliseconds = 0
  const traffic = await trafficOf(async () => {
    const started = performance.now()
    await way.write(target, version, folder)
    milliseconds = performance.now() - started
  })
  rmSync(folder, { recursive: true, force: true })
  const text = await target.repository.read('main', `${updatedOverlay}/kustomization.yaml`)
  if (text?.includes(`newTag: ${version}\n`) !== true)
    throw new Error(`${way.name} did not write ${version}:\n${String(text)}`)
  return { ...traffic, milliseconds }
}
