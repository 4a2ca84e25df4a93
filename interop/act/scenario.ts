import { outcome, type Outcome } from '../outcome.ts'
import { startGhcr, type Ghcr } from './ghcr.ts'
import { ACTOR } from './job.ts'
import type { Runner } from './runner.ts'
import { JOB_TOKEN, setStage, type Scene, type Stage } from './stage.ts'

/** What a scenario plays with; all of it ends with the scenario. */
export interface Props {
  readonly stage: (scene: Scene) => Promise<Stage>
  /** A registry that is `ghcr.io`, with images that the job's own token may read, and nobody else. */
  readonly ghcr: () => Promise<Ghcr>
}

/** A sentence about an example, and what shows it: it throws where the sentence is not true. */
export interface Scenario {
  readonly name: string
  readonly play: (props: Props) => Promise<void>
}

/** Plays a scenario. */
export async function played({ name, play }: Scenario, runner: Runner): Promise<Outcome> {
  const ending: (() => Promise<void>)[] = []
  try {
    await play({
      stage: async (scene) => {
        const stage = await setStage(runner, scene)
        ending.push(() => stage.github.close())
        return stage
      },
      ghcr: async () => {
        const ghcr = await startGhcr(await runner.newFolder(), { [ACTOR]: JOB_TOKEN })
        ending.push(ghcr.stop)
        return ghcr
      }
    })
    return outcome(name, undefined)
  } catch (error) {
    return outcome(name, error instanceof Error ? error.message : String(error))
  } finally {
    for (const end of ending) await end()
  }
}
