import { runAction } from '../../__tests__/runner/run-action.ts'
import { updatedImage } from './generated-repository.ts'
import type { Way } from './way.ts'

/** The bundled action as a runner starts it, with these `manifests`. */
export const ourStep = (name: string, manifests: string): Way => ({
  name,
  write: async ({ github, repository }, version) => {
    const { exitCode, log } = await runAction({
      github,
      with: {
        repository: repository.nameWithOwner,
        token: github.token,
        images: `${updatedImage}:${version}`,
        manifests
      }
    })
    if (exitCode !== 0) throw new Error(log)
  }
})
