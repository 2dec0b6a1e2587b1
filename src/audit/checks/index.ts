import { danglingCacheReference } from './dangling-cache-reference.ts';
import { directPull } from './direct-pull.ts';
import { invalidReference } from './invalid-reference.ts';
import { missingCredentials } from './missing-credentials.ts';
import { mutableTag } from './mutable-tag.ts';
import { retiredRegistry } from './retired-registry.ts';
import { ruleConflict } from './rule-conflict.ts';
import type { Check } from './types.ts';
import { uncoveredImage } from './uncovered-image.ts';
import { unpinnedDigest } from './unpinned-digest.ts';
import { unresolvedReference } from './unresolved-reference.ts';
import { unsupportedUpstream } from './unsupported-upstream.ts';
import { unusedRule } from './unused-rule.ts';

/** All checks, by identifier. */
export const checks: readonly Check[] = [
  uncoveredImage,
  directPull,
  unsupportedUpstream,
  missingCredentials,
  mutableTag,
  unpinnedDigest,
  unresolvedReference,
  invalidReference,
  danglingCacheReference,
  ruleConflict,
  unusedRule,
  retiredRegistry,
];
