import * as core from '@actions/core'
import type { Place } from '../core/error.ts'
import { INPUT_NAMES, type InputName, type RawInputs } from '../inputs/raw.ts'
import type { Reporter } from '../ports/reporter.ts'
import type { RunContext } from '../ports/run-context.ts'
import { masking } from './masking.ts'

/** The inputs, as the runner passes them in the environment. */
export const actionInputs = (): RawInputs =>
  Object.fromEntries(INPUT_NAMES.map((name) => [name, core.getInput(name)])) as RawInputs

const variableOf = (input: InputName): string => `INPUT_${input.toUpperCase()}`

/** Whether a runner started this: it hands over the inputs in the environment. */
export const isStep = (environment: NodeJS.ProcessEnv): boolean =>
  environment['GITHUB_ACTIONS'] === 'true' ||
  INPUT_NAMES.some((name) => environment[variableOf(name)] !== undefined)

/** The workflow run, as the runner describes it in the environment. */
export function runContext(environment: NodeJS.ProcessEnv): RunContext {
  const value = (name: string): string => environment[`GITHUB_${name}`] ?? ''
  const serverUrl = value('SERVER_URL') || 'https://github.com'
  return {
    repository: value('REPOSITORY'),
    repositoryUrl: value('REPOSITORY') === '' ? '' : `${serverUrl}/${value('REPOSITORY')}`,
    commit: value('SHA'),
    serverUrl,
    workspace: value('WORKSPACE') || '.',
    isCommand: false,
    runId: value('RUN_ID'),
    runAttempt: value('RUN_ATTEMPT'),
    runUrl: `${serverUrl}/${value('REPOSITORY')}/actions/runs/${value('RUN_ID')}`,
    actor: value('ACTOR')
  }
}

function annotation(place: Place | undefined, title?: string): core.AnnotationProperties {
  return {
    ...(title === undefined ? {} : { title }),
    ...(place === undefined ? {} : { file: place.file, startLine: place.line, startColumn: place.column })
  }
}

/** Reports through the runner's log, annotations, outputs and job summary. `secrets` appear in none of them. */
export function actionsReporter(secrets: readonly string[]): Reporter {
  const { mask, conceal } = masking(secrets)
  return {
    conceal,
    group: (title, work) => core.group(mask(title), work),
    log: (line) => {
      // A line that starts with "::" would be a command to the runner, and so would "##[name]" anywhere in one.
      core.info(
        mask(line)
          .replaceAll(/^(?=\s*::)/gm, '\u200b')
          .replaceAll('##[', '##\u200b[')
      )
    },
    notice: (message, place, title) => {
      core.notice(mask(message), annotation(place, title))
    },
    warning: (message, place) => {
      core.warning(mask(message), annotation(place))
    },
    error: (message, place) => {
      core.error(mask(message), annotation(place))
    },
    output: (name, value) => {
      core.setOutput(name, mask(value))
    },
    summary: async (markdown) => {
      if ((process.env['GITHUB_STEP_SUMMARY'] ?? '') === '') return
      try {
        await core.summary.addRaw(mask(markdown)).write()
      } catch (error) {
        // What was done is done: a summary that cannot be written changes nothing about it.
        core.warning(
          `The job summary could not be written: ${error instanceof Error ? error.message : String(error)}`
        )
      }
    }
  }
}
