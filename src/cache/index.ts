/**
 * Cache rules of Azure Container Registry: what they serve, when ACR refuses them, and which ones a set of images needs.
 * Pure: no file, no network, no clock.
 */
export { isExpired, placeholderLoginServer } from './classify.ts';
export { conflicts, maxRules, type RuleConflict, type RuleConflictCode } from './conflict.ts';
export {
  type CredentialSetError,
  type CredentialSetErrorCode,
  validateCredentialSet,
} from './credential-set.ts';
export { type CredentialProblem, type CredentialProblemCode, missingCredentials } from './credentials.ts';
export { decide } from './decide.ts';
export {
  type ImportError,
  type ImportErrorCode,
  importCredentialSets,
  importRepositories,
  importRules,
} from './import.ts';
export { type CacheOrigin, cachedReference, coveringRule, matchRule, upstreamReference } from './match.ts';
export { sourceRegistry } from './pattern.ts';
export { plan } from './plan.ts';
export { placeholderKeyVault } from './plan-credentials.ts';
export {
  maxNameLength,
  minNameLength,
  namePattern,
  type RuleError,
  type RuleErrorCode,
  validateRule,
} from './rule.ts';
export type {
  CacheRegistry,
  CacheRule,
  CredentialSet,
  Decision,
  Exemption,
  Granularity,
  KeptRule,
  Plan,
  PlannedCredentialSet,
  PlannedRule,
  PlanPolicy,
  PlanProblem,
  PlanProblemCode,
} from './types.ts';
export {
  findUnsupported,
  findUpstream,
  type Upstream,
  type UpstreamCatalogue,
  upstreamCatalogue,
} from './upstreams.ts';
