import assert from 'node:assert/strict'
import { actionMetadata } from '../../__tests__/runner/action-metadata.ts'
import type { Scenario } from './scenario.ts'

/** What the step is started with, as its requests to GitHub tell it. */
export const RUNTIME: readonly Scenario[] = [
  {
    name: 'the step runs on the Node that action.yml asks for',
    play: async ({ stage }) => {
      const { github, run } = await stage({ example: 'rollback.yml', gitops: {} })
      await run({ event: 'workflow_dispatch' })
      const agents = new Set(github.requests.map(({ headers }) => String(headers['user-agent'])))
      const versions = [...agents].map((agent) => /Node\.js\/(\d+)/.exec(agent)?.[1])
      assert.deepEqual(
        versions.map((version) => `node${version ?? ''}`),
        [actionMetadata().runs.using]
      )
    }
  }
]
