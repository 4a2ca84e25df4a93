import { spawn } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { actionMetadata, projectRoot } from './action-metadata.ts'

/** What a shell script left behind. */
export interface ShellResult {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

const bundle = fileURLToPath(new URL(actionMetadata().runs.main, projectRoot))

/** An `npx` that starts the bundle where the real one would install the package of that name. */
const NPX = `#!/usr/bin/env bash
[ "$1" = --yes ] && [ "$2" = gitops-image-update ] || { echo "npx: $*" >&2; exit 127; }
shift 2
exec "${process.execPath}" "${bundle}" "$@"
`

/** Runs a script with bash in a folder, as a build server does: it fails with the first command that fails. */
export async function runShell(
  script: string,
  environment: Readonly<Record<string, string>>,
  folder?: string
): Promise<ShellResult> {
  const tools = await mkdtemp(join(tmpdir(), 'tools-'))
  await writeFile(join(tools, 'npx'), NPX)
  await chmod(join(tools, 'npx'), 0o755)
  const child = spawn('bash', ['-e', '-c', script], {
    cwd: folder ?? tools,
    env: { PATH: `${tools}:${process.env['PATH'] ?? ''}`, HOME: tools, ...environment },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  await rm(tools, { recursive: true })
  return { exitCode, stdout, stderr }
}
