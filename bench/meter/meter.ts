import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBuilt } from '../../interop/go-program.ts'

/** What a program and all its descendants used. */
export interface Usage {
  /** User and system time of all of them. */
  readonly cpuMilliseconds: number
  /** The memory of the largest of them. */
  readonly peakBytes: number
}

/** Measures a program by starting it. */
export interface Meter {
  /** The words to put before a command; what it uses is noted in this file. */
  readonly launcher: (note: string) => readonly string[]
  /** What was noted; `undefined` where nothing is. */
  readonly read: (note: string) => Promise<Usage | undefined>
}

/** Measures nothing and takes nothing: for a look at whether all else works. */
export const noMeter: Meter = { launcher: () => [], read: () => Promise.resolve(undefined) }

/**
 * Finds the program that measures, or builds it.
 *
 * @throws Error with a sentence for people where Go is missing
 */
export async function findMeter(cache: string): Promise<Meter> {
  const program = await findBuilt(cache, dirname(fileURLToPath(import.meta.url)))
  return {
    launcher: (note) => [program, note],
    read: async (note) => JSON.parse(await readFile(note, 'utf8')) as Usage
  }
}
