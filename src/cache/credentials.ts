import { compareText } from './order.ts';
import { sourceRegistry } from './pattern.ts';
import type { CacheRegistry, CacheRule, CredentialSet } from './types.ts';
import { findUpstream } from './upstreams.ts';

export type CredentialProblemCode = 'required' | 'unknown-set' | 'other-login-server' | 'not-needed';

/** What is wrong with the credentials of a rule. An error: ACR refuses the rule, or its pulls fail. */
export interface CredentialProblem {
  readonly code: CredentialProblemCode;
  readonly severity: 'error' | 'warning';
  /** What, why, and what to do. */
  readonly message: string;
  /** ACR's own error code, where it is known. */
  readonly acr?: 'EnforceDockerAuthentication';
}

/**
 * What is wrong with a rule's credentials; undefined when nothing is. ACR takes credentials for an upstream that it
 * pulls from without any, so that is a warning.
 */
export function missingCredentials(rule: CacheRule, registry: CacheRegistry): CredentialProblem | undefined {
  const host = sourceRegistry(rule);
  const upstream = findUpstream(host);
  if (rule.credentialSet === undefined) {
    // An identity is given to the rule itself and not part of what is known of it.
    if (upstream?.authentication !== 'required' || upstream.credential === 'identity') return undefined;
    return {
      code: 'required',
      severity: 'error',
      message: `The cache rule ${rule.name} has no credential set and ${host} wants one; create a credential set for ${host} and name it in the rule.`,
      ...(host === 'docker.io' ? { acr: 'EnforceDockerAuthentication' as const } : {}),
    };
  }
  const set = findCredentialSet(rule.credentialSet, registry.credentialSets);
  if (set === undefined) {
    // Without any credential set the list was probably not given: nothing can be said for certain.
    const known = registry.credentialSets.length > 0;
    return {
      code: 'unknown-set',
      severity: known ? 'error' : 'warning',
      message: known
        ? `The cache rule ${rule.name} names the credential set ${rule.credentialSet}, which does not exist; create it for ${host}.`
        : `The cache rule ${rule.name} names the credential set ${rule.credentialSet}, and no credential sets are known; add what \`az acr credential-set list\` prints.`,
    };
  }
  if (set.loginServer.toLowerCase() !== host) {
    return {
      code: 'other-login-server',
      severity: 'error',
      message: `The cache rule ${rule.name} fetches from ${host} with the credential set ${set.name}, which is for ${set.loginServer}; name one for ${host}.`,
    };
  }
  if (upstream?.authentication === 'none') {
    return {
      code: 'not-needed',
      severity: 'warning',
      message: `The cache rule ${rule.name} has the credential set ${set.name}, and ACR pulls from ${host} without credentials; remove it from the rule.`,
    };
  }
  return undefined;
}

/** The credential set to use for an upstream: the first by name of those for its login server. */
export function credentialSetFor(host: string, sets: readonly CredentialSet[]): CredentialSet | undefined {
  return sets
    .filter(({ loginServer }) => loginServer.toLowerCase() === host.toLowerCase())
    .sort((a, b) => compareText(a.name, b.name))[0];
}

/** Azure compares the names of resources without case. */
function findCredentialSet(name: string, sets: readonly CredentialSet[]): CredentialSet | undefined {
  return sets.find((set) => set.name.toLowerCase() === name.toLowerCase());
}
