import type { CacheRegistry, CacheRule, CredentialSet, Granularity, PlanPolicy } from '../cache/types.ts';
import type { Settings } from './settings.ts';

/** What the files that the settings name hold. */
export interface ImportedState {
  readonly rules: readonly CacheRule[];
  readonly credentialSets: readonly CredentialSet[];
  readonly repositories: readonly string[];
}

/** The registry as the settings and the imported files describe it; what the settings say themselves wins over an import of the same name. */
export function registryFrom(settings: Settings, imported: ImportedState, today: string): CacheRegistry {
  const { registry, own, exempt } = settings;
  return {
    ...(registry === undefined ? {} : { loginServer: registry.loginServer }),
    rules: byName([...imported.rules, ...settings.rules]),
    credentialSets: byName([...imported.credentialSets, ...settings.credentialSets]),
    existingRepositories: [...new Set([...imported.repositories, ...settings.repositories])],
    own,
    exempt,
    today,
  };
}

/** The last of each name (ARM compares names without case), where the first stood. */
function byName<T extends { readonly name: string }>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [item.name.toLowerCase(), item])).values()];
}

/** The wishes for new rules. `upstreams` are the login servers that one granularity for all is to hold for. */
export function planPolicy({ plan }: Settings, upstreams: readonly string[]): PlanPolicy {
  const { granularity } = plan;
  const perUpstream: Readonly<Record<string, Granularity>> =
    typeof granularity === 'string'
      ? Object.fromEntries(upstreams.map((upstream) => [upstream, granularity]))
      : granularity;
  return {
    granularity: perUpstream,
    targetPrefix: plan.targets,
    ...(plan.keyVault === '' ? {} : { keyVault: plan.keyVault }),
  };
}
