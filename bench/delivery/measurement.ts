import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Meter, Usage } from '../meter/meter.ts'
import type { Job, Target, Way } from './way.ts'
import { trafficOf, type Traffic } from './wire.ts'

/** One write, measured. */
export interface Measurement extends Traffic {
  readonly milliseconds: number
  readonly usage: Usage | undefined
}

/** Makes sure that one commit has changed the files that it should, and no other. */
async function check(way: Way, { repository }: Target, { paths, version }: Job): Promise<void> {
  const [newest] = await repository.log('main', 1)
  const changed = [...(newest?.files ?? [])].sort()
  if (changed.join('\n') !== [...paths].sort().join('\n'))
    throw new Error(`${way.name} changed ${changed.length} files instead of ${paths.length}`)
  for (const path of paths) {
    const text = await repository.read('main', path)
    if (text === undefined || !new RegExp(`newTag: ${version}(?: #.*)?\n`).test(text))
      throw new Error(`${way.name} did not write ${version} into ${path}:\n${String(text)}`)
  }
}

/** Lets a way do a job, makes sure that it is done, and undoes it. */
export async function measure(way: Way, target: Target, job: Job, meter: Meter): Promise<Measurement> {
  const { repository, github } = target
  const before = await repository.head()
  const folder = mkdtempSync(join(tmpdir(), 'way-'))
  const note = join(folder, 'note')
  let milliseconds = 0
  try {
    const traffic = await trafficOf(async () => {
      const started = performance.now()
      await way.write(target, job, { folder, launcher: meter.launcher(note) })
      milliseconds = performance.now() - started
    })
    const usage = await meter.read(note)
    await check(way, target, job)
    return { ...traffic, milliseconds, usage }
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await repository.resetBranch('main', before)
    github.forget()
  }
}
