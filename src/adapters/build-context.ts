import type { RunContext } from '../ports/run-context.ts'

/** `owner/name` in the address of a repository, whatever the protocol; groups within groups stay. */
const nameIn = (address: string): string =>
  /^(?:\w+:\/\/[^/]+\/|[^/:]+:)\/*([^/]+\/.+?)(?:\.git)?\/*$/.exec(address)?.[1] ?? ''

/** The build that the command is part of, as Jenkins and GitLab CI describe it in the environment; empty on a laptop. */
export function buildContext(environment: NodeJS.ProcessEnv): RunContext {
  const first = (...names: readonly string[]): string =>
    names.map((name) => environment[name] ?? '').find((value) => value !== '') ?? ''
  return {
    repositoryUrl: first('CI_PROJECT_URL'),
    repository: first('CI_PROJECT_PATH', 'GITHUB_REPOSITORY') || nameIn(first('GIT_URL')),
    commit: first('CI_COMMIT_SHA', 'GIT_COMMIT', 'GITHUB_SHA'),
    serverUrl: first('GITHUB_SERVER_URL') || 'https://github.com',
    workspace: '.',
    isCommand: true,
    runId: first('CI_PIPELINE_ID', 'BUILD_NUMBER'),
    runAttempt: '',
    runUrl: first('CI_JOB_URL', 'BUILD_URL'),
    actor: first('GITLAB_USER_LOGIN', 'BUILD_USER_ID', 'USER')
  }
}
