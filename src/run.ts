import { followUp } from './follow-up.ts'
import { describeError, UpdateError } from './core/error.ts'
import { hasChanged } from './deliveries/delivery.ts'
import { readSettings } from './inputs/inputs.ts'
import type { RawInputs } from './inputs/raw.ts'
import type { Settings } from './inputs/settings.ts'
import type { Reporter } from './ports/reporter.ts'
import type { RunContext } from './ports/run-context.ts'
import { failureSummary } from './report/failure.ts'
import { report } from './report/report.ts'
import { update, type Outcome, type Ports } from './update.ts'

/** What the process hands to a run. */
export interface Shell {
  readonly inputs: () => RawInputs
  readonly context: RunContext
  /** Unique to this process: tells its commits from all others. */
  readonly updateId: string
  readonly reporter: Reporter
  readonly connect: (settings: Settings) => Promise<Ports>
}

function provenanceOf({ context, updateId }: Shell) {
  const { repository, repositoryUrl, commit, actor, runUrl } = context
  return { repository, repositoryUrl, commit, actor, run: runUrl, id: updateId }
}

/** Whether it matters that nothing differs is the user's to say. */
function judgeUnchanged(
  { repository, receipt, versions }: Outcome,
  { ifUnchanged }: Settings,
  reporter: Reporter
): void {
  // Where a newer version stays, or one is held, something differs: what that means, "if-older" and the rollback say.
  const differs = receipt.plan.kept.length > 0 || versions.isHeld === true
  if (hasChanged(receipt) || differs || ifUnchanged === 'skip') return
  const { missing } = receipt.plan
  const ignored = missing.length === 0 ? '' : ` No place names ${missing.map(({ name }) => name).join(', ')}.`
  const message = `Nothing differs: ${repository.nameWithOwner} already has every image that it names on "${receipt.branch}".${ignored}`
  if (ifUnchanged === 'warn') reporter.warning(message)
  else
    throw new UpdateError('unchanged', message, {
      hint: 'If that is as it should be, set "if-unchanged" to "skip" or "warn".'
    })
}

function incomplete(failures: readonly UpdateError[]): UpdateError {
  const list = failures.map((failure) => `- ${describeError(failure)}`).join('\n')
  return new UpdateError('incomplete', `Not every policy could be followed; the others were:\n${list}`)
}

/** Tells a failure, and whether something was written before it. */
async function tellFailure(reporter: Reporter, error: unknown, isWritten: boolean): Promise<void> {
  const expected = error instanceof UpdateError
  const message = expected
    ? describeError(error)
    : `An unexpected error: ${error instanceof Error ? error.message : String(error)}. Please report it.`
  reporter.error(message, expected ? error.place : undefined)
  await reporter.summary(failureSummary(error, message, isWritten))
}

/** How a run ended: `misused` where its inputs made no sense, so that nothing was begun. */
export type Ending = 'fulfilled' | 'failed' | 'misused'

async function runSettings(shell: Shell, settings: Settings): Promise<Ending> {
  const { reporter } = shell
  let isWritten = false
  try {
    const ports = await shell.connect(settings)
    const outcome = await update(settings, provenanceOf(shell), ports)
    isWritten = settings.mode.kind !== 'dry-run' && hasChanged(outcome.receipt)
    await report(reporter, outcome, settings)
    const { failures = [] } = outcome.versions
    if (failures.length === 0) judgeUnchanged(outcome, settings, reporter)
    else await tellFailure(reporter, incomplete(failures), isWritten)
    await followUp(outcome, settings, ports)
    return failures.length === 0 ? 'fulfilled' : 'failed'
  } catch (error) {
    await tellFailure(reporter, error, isWritten)
    return 'failed'
  }
}

/** Runs the step: from inputs to report. Every failure is told, none is thrown. */
export async function run(shell: Shell): Promise<Ending> {
  let settings: Settings
  try {
    settings = readSettings(shell.inputs(), shell.context)
  } catch (error) {
    await tellFailure(shell.reporter, error, false)
    return 'misused'
  }
  return runSettings(shell, settings)
}
