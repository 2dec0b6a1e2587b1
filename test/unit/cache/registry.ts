import type { CacheRegistry, CacheRule } from '../../../src/cache/index.ts';
import { type ImageReference, normalizeReference } from '../../../src/image/index.ts';

/** A registry `team.azurecr.io` with the given parts. */
export function registryOf(parts: Partial<CacheRegistry> = {}): CacheRegistry {
  return {
    loginServer: 'team.azurecr.io',
    rules: [],
    credentialSets: [],
    own: [],
    exempt: [],
    existingRepositories: [],
    ...parts,
  };
}

export function rule(name: string, source: string, target: string, credentialSet?: string): CacheRule {
  return { name, source, target, ...(credentialSet === undefined ? {} : { credentialSet }) };
}

export function image(text: string): ImageReference {
  const parsed = normalizeReference(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.reason}`);
  return parsed.value.reference;
}
