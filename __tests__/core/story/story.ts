import { splitReference } from '../../../src/core/image/reference.ts'
import type { Change } from '../../../src/core/manifest/manifest.ts'
import type { Provenance } from '../../../src/core/plan/message.ts'
import type { ProposalSetting } from '../../../src/core/story/proposal-text.ts'

/** A change of an image, by its whole references, at `path:line`. */
export function changeOf(from: string, to: string, place = 'app/kustomization.yaml:7'): Change {
  const [file = '', line] = place.split(':')
  const reference = splitReference(to)
  return {
    place: { file, line: Number(line), column: 1 },
    format: 'workload',
    image: reference.name,
    from: splitReference(from),
    to: reference
  }
}

/** What a run of acme/app says of itself. */
export const provenance: Provenance = {
  branch: 'main',
  head: 'fedcba9',
  repository: 'acme/app',
  repositoryUrl: 'https://github.example/acme/app',
  commit: '8a1f3c5e7b9d0f2a4c6e8b0d2f4a6c8e0b2d4f6a',
  run: 'https://github.example/acme/app/actions/runs/1',
  actor: 'octocat',
  chosenBy: '',
  id: '1',
  stories: []
}

/** A pull request without any wishes for how it looks. */
export const setting: ProposalSetting = {
  templates: { title: undefined, body: undefined },
  head: 'bump',
  autoMerge: undefined,
  draft: false,
  showPlace: ({ place: { file, line } }) => `${file}:${String(line)}`,
  note: undefined
}

/** The rows of all tables in a text, without their headers. */
export const rowsOf = (markdown: string): readonly string[] =>
  markdown.split('\n').filter((line) => /^\|(?! (?:Image|---) )/.test(line))
