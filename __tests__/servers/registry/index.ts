export { json, refusal, type Reply, type SeenRequest } from './reply.ts'
export { startRegistry, type LoopbackRegistry, type RegistryOptions } from './registry.ts'
