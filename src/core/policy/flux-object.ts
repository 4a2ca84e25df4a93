import type { Resource } from './resource.ts'

const GROUPS = ['image.toolkit.fluxcd.io/', 'source.toolkit.fluxcd.io/']

/** Whether it is an object of Flux of this kind, in any version of its API. */
export const ofKind = ({ apiVersion, kind }: Resource, wanted: string): boolean =>
  kind === wanted && GROUPS.some((group) => apiVersion.startsWith(group))

/** Its namespace; that of kubectl, where the manifest says none. */
export const fluxNamespace = ({ namespace = 'default' }: Resource): string => namespace

/** `namespace:name`, as markers spell it. */
export const fluxName = (resource: Resource): string => `${fluxNamespace(resource)}:${resource.name}`

/** The kind and the name of an object, for messages. */
export const fluxTitle = (resource: Resource): string => `${resource.kind} "${fluxName(resource)}"`
