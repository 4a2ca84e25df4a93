import { buildContext } from './adapters/build-context.ts'
import { readCommandLine, UsageError } from './adapters/command-line.ts'
import { complaintAbout } from './adapters/node-version.ts'
import { terminal, terminalReporter } from './adapters/terminal.ts'
import { helpText } from './report/help.ts'
import type { Ending } from './run.ts'
import { runWith, secretsOf } from './wiring.ts'

const USAGE = 2

const STATUS: Readonly<Record<Ending, number>> = { fulfilled: 0, failed: 1, misused: USAGE }

/** Runs as a command of a shell. Gives the exit status: 0 where the wish is fulfilled, 1 where not, 2 where the words make no sense or Node is too old. */
export async function runCommand(words: readonly string[]): Promise<number> {
  const complaint = complaintAbout(process.versions.node)
  if (complaint !== undefined) {
    terminal.complain(complaint)
    return USAGE
  }
  try {
    const command = readCommandLine(words, process.env)
    if (command.kind === 'help') {
      terminal.print(helpText())
      return 0
    }
    const { inputs, format } = command
    const reporter = terminalReporter(secretsOf(inputs), format)
    const ending = await runWith(inputs, buildContext(process.env), reporter)
    reporter.close()
    return STATUS[ending]
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    terminal.complain(`${error.message}\nSee --help.`)
    return USAGE
  }
}
