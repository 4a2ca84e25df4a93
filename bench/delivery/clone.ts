import { gitEnvironment } from '../../__tests__/servers/git/command.ts'
import { runProcess } from '../process-run.ts'
import type { Editor } from './editors.ts'
import type { Target, Way } from './way.ts'

const identity = {
  GIT_AUTHOR_NAME: 'ci',
  GIT_AUTHOR_EMAIL: 'ci@example.test',
  GIT_COMMITTER_NAME: 'ci',
  GIT_COMMITTER_EMAIL: 'ci@example.test'
}

/** What git is told of the repository: where it is, and the credential as actions/checkout passes it, so that no request is refused first. */
export function cloneEnvironment({ github, repository }: Target): Readonly<Record<string, string>> {
  const credential = Buffer.from(`x-access-token:${github.token}`).toString('base64')
  return {
    URL: `${github.serverUrl}/${repository.nameWithOwner}.git`,
    CREDENTIAL: `http.extraHeader=Authorization: basic ${credential}`
  }
}

/** The line that makes a clone as actions/checkout does: of the latest commit alone. */
export const cloneCommand = (flags = ''): string =>
  `git clone --quiet --depth=1 -c "$CREDENTIAL" ${flags} "$URL" clone`

/** How a clone is made. */
export interface CloneOptions {
  /** Whether only the folder of the manifests is fetched and checked out. */
  readonly isSparse: boolean
}

const script = (edit: string, { isSparse }: CloneOptions): string =>
  [
    cloneCommand(isSparse ? '--filter=blob:none --sparse' : ''),
    'cd clone',
    ...(isSparse ? ['git sparse-checkout set "$FOLDER"'] : []),
    edit,
    'git commit --quiet --all --message "chore: update $IMAGE:$VERSION"',
    'git push --quiet origin HEAD'
  ].join('\n')

/** What workflows do by hand: a shallow clone, an edit, a commit and a push, as one script of the shell. */
export const cloneEditPush = (name: string, editor: Editor, options: CloneOptions): Way => ({
  name,
  isSlow: editor.startsPerManifest,
  write: async (target, job, { folder, launcher }) => {
    const [program, ...args] = [...launcher, 'sh', '-e', '-c', script(editor.commandFor(job), options)]
    const environment = gitEnvironment({
      ...identity,
      ...cloneEnvironment(target),
      ...editor.environment,
      HOME: folder,
      IMAGE: job.image,
      VERSION: job.version,
      FOLDER: job.folder,
      FILE: job.paths[0] ?? ''
    })
    await runProcess({ program, args, cwd: folder, environment })
  }
})
