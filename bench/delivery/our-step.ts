import { runAction } from '../../__tests__/runner/run-action.ts'
import { cloneCommand, cloneEnvironment } from './clone.ts'
import type { Job, Target, Way, Workplace } from './way.ts'

/** The bundled action as a runner starts it: no cache of compiled code is there, for every job has a fresh machine. */
async function step(
  { github, repository }: Target,
  { image, version, manifests }: Job,
  launcher: Workplace['launcher'],
  checkout?: Readonly<Record<'checkout', string>>
): Promise<void> {
  const { exitCode, log } = await runAction({
    github,
    launcher,
    environment: { NODE_DISABLE_COMPILE_CACHE: '1', ...cloneEnvironment({ github, repository }) },
    with: {
      ...(checkout ?? { repository: repository.nameWithOwner, token: github.token }),
      images: `${image}:${version}`,
      manifests
    }
  })
  if (exitCode !== 0) throw new Error(log)
}

/** Our step through the API, told where the manifests are as the job has it, or in another way. */
export const ourStep = (name: string, manifests?: string): Way => ({
  name,
  write: (target, job, { launcher }) =>
    step(target, manifests === undefined ? job : { ...job, manifests }, launcher)
})

/** A clone, and our step in it, which reads and pushes with git. */
export const ourStepInClone = (name: string): Way => ({
  name,
  write: (target, job, { launcher }) => {
    const script = `${cloneCommand()}\nexec "$@"`
    return step(target, job, [...launcher, 'sh', '-e', '-c', script, 'sh'], { checkout: 'clone' })
  }
})
