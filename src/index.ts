/** The public API: what plugins and other programs may rely on. */

export { checks } from './audit/index.ts';
export {
  type CacheRegistry,
  type CacheRule,
  type CredentialSet,
  conflicts,
  type Decision,
  decide,
  type ImportError,
  importRules,
  type Plan,
  type PlanPolicy,
  plan,
} from './cache/index.ts';
export {
  type ConfigFile,
  type ConfigProblem,
  type ImageCache,
  type ImageCacheFile,
  mergeLayers,
  type PartialSettings,
  readConfig,
  readImageCache,
  registryFrom,
  type Settings,
} from './config/index.ts';
export { configSchema } from './config-schema.ts';
export {
  formatReference,
  type ImageReference,
  type ImageReferenceError,
  normalizeReference,
  parseReference,
} from './image/index.ts';
export {
  addResults,
  documentParts,
  type FunctionResult,
  type ListItems,
  type ResourceList,
  type ResourceListProblem,
  readResourceList,
  readsAlone,
  withItems,
} from './krm/index.ts';
export { err, ok, type Result } from './result.ts';
export {
  type LeftUse,
  type ManifestRewrite,
  type ManifestRewriteError,
  type ProvenEdits,
  type RewrittenUse,
  rewriteManifests,
} from './rewrite/manifests.ts';
export type { ConfiguredFields } from './sources/configured/index.ts';
export { fieldsOfTexts } from './sources/configured/laid-over.ts';
export type { ImageUse, UnresolvedUse } from './sources/image-use.ts';
export { contentOf, type SourceText, sourceText } from './text/index.ts';
