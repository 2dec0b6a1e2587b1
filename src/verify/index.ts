/**
 * Whether references can be pulled: manifests, what they name, and digests, from a registry that is reached with the registry
 * client. Nothing is kept.
 */
export type {
  Depth,
  PullError,
  PullErrorCode,
  PulledImage,
  VerifiedReference,
  VerifyTarget,
} from './types.ts';
export { type Verification, verifyReferences } from './verify-references.ts';
