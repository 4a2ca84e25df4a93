import type { Selection } from '../core/selection/selection.ts'
import { FORMAT_NAMES, type FormatName } from '../core/manifest/manifest.ts'
import type { RunContext } from '../ports/run-context.ts'
import { readDestination } from './destination.ts'
import { Problems } from './problems.ts'
import { readProposal } from './proposal.ts'
import { items, MODES, type RawInputs } from './raw.ts'
import type { Template } from '../core/plan/template.ts'
import { CHANGE_VARIABLES } from '../core/plan/template-variables.ts'
import { readRegistry } from './registry.ts'
import type { Mode, Settings, SourceSettings } from './settings.ts'
import { readWaiting } from './waiting.ts'
import { choice, template, wholeNumber } from './values.ts'
import { lineSelection } from './selection.ts'
import { readSource } from './source.ts'

const CHANGES = '{{#changes}}\n- {{file}}: {{from}} -> {{to}}\n{{/changes}}'

/** The commit message by what the change is: a rollback says what it undoes. */
const defaultMessage = ({ kind }: SourceSettings): Template =>
  kind === 'rollback'
    ? {
        source: `revert: roll back to {{images}}\n\n${CHANGES}\n\nUndoes:\n{{#undone}}\n- {{commit}} {{headline}}\n{{/undone}}`
      }
    : { source: `chore: update {{images}}\n\n${CHANGES}` }

/** The files to update; policies may tell them instead. */
function readSelection(
  raw: RawInputs,
  source: SourceSettings,
  mayCreate: boolean,
  problems: Problems
): Selection | undefined {
  const lines = items(raw.manifests)
  if (source.kind === 'policies' && lines.length === 0) return undefined
  if (!lines.some(({ text }) => !text.startsWith('!'))) {
    const what = lines.length === 0 ? 'it is empty' : 'it only excludes'
    problems.add(
      'manifests',
      `${what}. Write one file, directory or glob per line, such as "apps/api/overlays/prod".`
    )
  }
  return lineSelection(raw, { input: 'manifests', mayCreate }, problems)
}

/** The formats that may find images: those named, one a line; `auto` stands for all. */
function readFormats(raw: RawInputs, problems: Problems): readonly FormatName[] {
  const given = items(raw.format)
  const named = given.filter(({ text }) => text !== 'auto')
  if (named.length === 0) return FORMAT_NAMES
  if (named.length < given.length)
    problems.add('format', '"auto" stands for all formats: write it alone, or the others without it.')
  return named.flatMap(({ text, line }) => {
    const format = FORMAT_NAMES.find((name) => name === text)
    if (format !== undefined) return [format]
    const allowed = ['auto', ...FORMAT_NAMES].map((name) => `"${name}"`).join(', ')
    problems.add('format', `"${text}" is not one of ${allowed}.`, line)
    return []
  })
}

/** The names of the images that are asked for: none where all are meant. */
const imageNames = (source: SourceSettings): readonly string[] =>
  (source.kind === 'given' ? source.wanted : source.images).map(({ name }) => name)

function readMode(raw: RawInputs, images: readonly string[], context: RunContext, problems: Problems): Mode {
  const kind = choice(raw, 'mode', MODES, problems)
  // The pull-request inputs are checked in every mode, so that a mistake does not wait for the day the mode changes.
  const proposal = readProposal(raw, images, context, problems)
  const ifProtected = choice(raw, 'if-protected', ['fail', 'pull-request'], problems)
  if (kind === 'commit') return { kind, proposal: ifProtected === 'pull-request' ? proposal : undefined }
  return kind === 'pull-request' ? { kind, proposal } : { kind }
}

/**
 * Turns the inputs into settings.
 *
 * @throws UpdateError `input` with every problem there is, once
 */
export function readSettings(raw: RawInputs, context: RunContext): Settings {
  const problems = new Problems()
  const source = readSource(raw, problems)
  const ifMissing = choice(raw, 'if-missing', ['fail', 'add', 'ignore'], problems)
  const message = template(raw, 'commit-message', CHANGE_VARIABLES, problems)
  const settings: Settings = {
    source,
    registry: readRegistry(raw, problems),
    selection: readSelection(raw, source, ifMissing === 'add', problems),
    ...readDestination(raw, context, problems),
    mode: readMode(raw, imageNames(source), context, problems),
    commitMessage: message ?? defaultMessage(source),
    isMessageGiven: message !== undefined,
    ...readWaiting(raw, problems),
    formats: readFormats(raw, problems),
    ifMissing,
    ifUnchanged: choice(raw, 'if-unchanged', ['skip', 'warn', 'fail'], problems),
    ifOlder: choice(raw, 'if-older', ['skip', 'fail', 'write'], problems),
    sourceToken: raw['source-token'].trim(),
    retries: wholeNumber(raw, 'retries', { least: 0, most: 100, otherwise: 10 }, problems)
  }
  problems.throwIfAny()
  return settings
}
