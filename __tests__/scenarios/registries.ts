import { afterAll } from '@jest/globals'
import { startRegistry, type LoopbackRegistry, type RegistryOptions } from '../servers/registry/index.ts'

/** Starts a registry on loopback for each test that asks for one, and ends them after all tests. */
export function useRegistries(): (options?: RegistryOptions) => Promise<LoopbackRegistry> {
  const running: LoopbackRegistry[] = []
  afterAll(async () => {
    await Promise.all(running.map((registry) => registry.close()))
  })
  return async (options) => {
    const registry = await startRegistry(options)
    running.push(registry)
    return registry
  }
}
