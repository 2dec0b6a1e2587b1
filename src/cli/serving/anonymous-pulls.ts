import { type CacheRegistry, sourceRegistry } from '../../cache/index.ts';
import { DOCKER_HUB, normalizeRegistry } from '../../image/index.ts';
import type { LocalRegistry } from './library.ts';
import { type EndpointOf, upstreamsOf } from './upstreams.ts';

/**
 * Warnings of upstreams that are asked without credentials although a rule has some in the registry, or although it is Docker
 * Hub, which limits anonymous pulls; and of places whose credentials cannot be read.
 */
export async function anonymousPulls(
  { credentialVariable }: LocalRegistry,
  registry: CacheRegistry,
  endpointOf: EndpointOf,
): Promise<readonly string[]> {
  const warnings: string[] = [];
  for (const host of upstreamsOf(registry)) {
    const endpoint = endpointOf(host);
    if (!endpoint.ok) continue;
    const { baseUrl, credentials } = endpoint.value;
    const answer = await credentials?.(host);
    for (const { place, message } of answer?.problems ?? []) {
      warnings.push(`no credentials for ${host} from ${place}: ${message}`);
    }
    if (answer?.credentials !== undefined) continue;
    const sets = credentialSetsOf(registry, host);
    const address = new URL(baseUrl);
    const isHub = address.hostname.endsWith('.docker.io');
    if (sets.length === 0 && !isHub) continue;
    const named = sets.length === 0 ? '' : `, which the rules pull with ${sets.join(' and ')}`;
    const effect = isHub
      ? 'its pulls are anonymous, and Docker Hub limits those by address'
      : 'its pulls are anonymous';
    const login = isHub ? DOCKER_HUB : address.host;
    const variable = credentialVariable(login);
    const remedy = isHub ? '`docker login`' : `\`docker login ${login}\``;
    const set = variable === undefined ? '' : `, or set ${variable}=user:token`;
    warnings.push(`there are no credentials for ${host}${named}: ${effect}; run ${remedy}${set}`);
  }
  return warnings;
}

function credentialSetsOf({ rules }: CacheRegistry, host: string): readonly string[] {
  const sets = rules.flatMap((rule) =>
    rule.credentialSet !== undefined && normalizeRegistry(sourceRegistry(rule)) === host
      ? [rule.credentialSet]
      : [],
  );
  return [...new Set(sets)].sort();
}
