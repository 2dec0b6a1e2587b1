/** The public API: what plugins and other programs may rely on. */
export { checks } from './audit/index.ts';
export {
  type CacheRegistry,
  type CacheRule,
  type CredentialSet,
  conflicts,
  type Decision,
  decide,
  type Plan,
  type PlanPolicy,
  plan,
} from './cache/index.ts';
export { configSchema } from './config-schema.ts';
export {
  formatReference,
  type ImageReference,
  type ImageReferenceError,
  normalizeReference,
  parseReference,
} from './image/index.ts';
export { err, ok, type Result } from './result.ts';
export type { ImageUse, UnresolvedUse } from './sources/image-use.ts';
