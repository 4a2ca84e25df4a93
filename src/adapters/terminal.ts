import { formatPlace, type Place } from '../core/error.ts'
import type { Reporter } from '../ports/reporter.ts'
import type { OutputFormat } from './command-line.ts'
import { masking } from './masking.ts'

/** The two ends of a command. */
export const terminal = {
  print: (text: string): void => {
    process.stdout.write(`${text}\n`)
  },
  complain: (text: string): void => {
    process.stderr.write(`${text}\n`)
  }
}

/** A reporter that has something to print when all is done. */
export interface ClosingReporter extends Reporter {
  readonly close: () => void
}

/** What could steer a terminal, or turn the order of what it shows, in a name or a message of somebody else. */
const visible = (text: string): string => text.replaceAll(/(?![\t\n])[\p{Cc}\p{Bidi_Control}]/gu, '�')

/**
 * Reports in plain lines: no colours, no commands for any runner. With `json`, standard output gets the outputs as one object and
 * nothing else, and the lines go to standard error. `secrets` appear in neither.
 */
export function terminalReporter(secrets: readonly string[], format: OutputFormat): ClosingReporter {
  const { mask, conceal } = masking(secrets)
  const outputs: Record<string, string> = {}
  const write = (text: string): void => {
    const line = visible(mask(text))
    if (format === 'json') terminal.complain(line)
    else terminal.print(line)
  }
  const tell =
    (kind: string) =>
    (message: string, place?: Place): void => {
      write(
        `${kind}: ${place === undefined || message.startsWith(formatPlace(place)) ? '' : `${formatPlace(place)}: `}${message}`
      )
    }
  return {
    conceal,
    group: async (title, work) => {
      write(title)
      return work()
    },
    log: (line) => {
      write(`  ${line.replaceAll('\n', '\n  ')}`)
    },
    notice: tell('notice'),
    warning: tell('warning'),
    error: (message, place) => {
      terminal.complain(
        visible(
          mask(
            `error: ${place === undefined || message.startsWith(place.file) ? '' : `${formatPlace(place)}: `}${message}`
          )
        )
      )
    },
    output: (name, value) => {
      outputs[name] = mask(value)
    },
    summary: () => Promise.resolve(),
    close: () => {
      if (format === 'json') terminal.print(JSON.stringify(outputs, null, 2))
      else for (const [name, value] of Object.entries(outputs)) if (value !== '') write(`${name}=${value}`)
    }
  }
}
