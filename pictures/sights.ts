import { Stage } from '../demo/stage.ts'
import { build, promotion } from './acts.ts'
import { furnishShop } from './shop.ts'
import { jobSummarySight, pullRequestSight, type Sight } from './sight.ts'
import { steady } from './steady.ts'

/** What the README shows, by the names of its pictures. */
export interface ReadmeSights {
  readonly 'job-summary': Sight
  readonly 'pull-request': Sight
}

/** Plays what the README shows: a build goes to staging and is deployed there, and then it is proposed for production. */
export async function playReadmeSights(): Promise<ReadmeSights> {
  let commit = ''
  const stage = await Stage.set(async (github) => {
    const shop = await furnishShop(github)
    commit = shop.commits.at(-1) ?? ''
    return shop.gitops
  })
  try {
    const built = await stage.play(build(commit))
    const promoted = await stage.play(promotion(commit))
    const where = { repository: 'acme/shop', workflow: 'build', job: 'staging' }
    return steady(
      {
        'job-summary': jobSummarySight(built, where),
        'pull-request': pullRequestSight(promoted, 'acme/gitops')
      },
      stage.address
    )
  } finally {
    await stage.strike()
  }
}
