/**
 * Whether references can be pulled: manifests, what they name, and digests, from a registry that is reached with the registry
 * client. Nothing is kept.
 */
export { advice, noteAdvice } from './advice.ts';
export { type VerifyCheck, verifyCheck, verifyChecks } from './checks.ts';
export type { Comparison } from './compare-tag.ts';
export { readManifest } from './manifest-content.ts';
export type { Proof } from './pull-again.ts';
export type {
  Depth,
  PullError,
  PullErrorCode,
  PullNote,
  VerifiedImage,
  VerifiedReference,
  VerifyPlace,
  VerifyReport,
  VerifyTarget,
} from './types.ts';
export {
  type Verification,
  type VerifyPhase,
  type VerifyProgress,
  verifyReferences,
} from './verify-references.ts';
