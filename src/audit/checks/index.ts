import { danglingCacheReference } from './dangling-cache-reference.ts';
import { directPull } from './direct-pull.ts';
import { hiddenImagesEntry } from './hidden-images-entry.ts';
import { imagesBreakBuild } from './images-break-build.ts';
import { invalidImagesEntry } from './invalid-images-entry.ts';
import { invalidReference } from './invalid-reference.ts';
import { missingCredentials } from './missing-credentials.ts';
import { mutableTag } from './mutable-tag.ts';
import { pluginNotEnabled } from './plugin-not-enabled.ts';
import { retiredRegistry } from './retired-registry.ts';
import { ruleConflict } from './rule-conflict.ts';
import { tagInNewName } from './tag-in-new-name.ts';
import type { Check } from './types.ts';
import { uncoveredImage } from './uncovered-image.ts';
import { unmatchedImagesEntry } from './unmatched-images-entry.ts';
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
  invalidImagesEntry,
  hiddenImagesEntry,
  unmatchedImagesEntry,
  imagesBreakBuild,
  tagInNewName,
  pluginNotEnabled,
];
