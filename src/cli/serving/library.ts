/** The bundle with the local registry, once it is loaded. */
export type LocalRegistry = typeof import('../local-registry.ts');
