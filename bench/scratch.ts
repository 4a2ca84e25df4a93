import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const memory = '/dev/shm'

/**
 * Works with a temporary folder of its own for this process and its children, in memory where there is such a place,
 * and removes it with all that the work left there.
 */
export async function inScratchFolder(work: () => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), 'gitops-image-update-bench-'))
  process.env['TMPDIR'] = folder
  try {
    await work()
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
