import type { CredentialSetError, RuleConflict, RuleError } from '../../cache/index.ts';
import { type CacheRule, sourceRegistry, upstreamCatalogue } from '../../cache/index.ts';
import type { ArmError } from './answer.ts';

const more = 'For more information, please visit https://aka.ms/acr/cache';

/** A rule that ACR does not take by itself, in ACR's words where they are known. */
export function ruleRefusal(rule: CacheRule, { code, message, acr }: RuleError): ArmError {
  if (acr === 'UpstreamNotSupported') return unsupportedUpstream(sourceRegistry(rule));
  if (acr === 'GenericRepositoryNameInvalid') {
    const path = code === 'target-path' || rule.target.includes(':') ? rule.target : rule.source;
    return {
      status: 400,
      code: acr,
      message: `Repository name ${path} is invalid. Repository name should follow the standardized docker repository naming conventions. All characters should be lowercase. ${more}. ${message}`,
    };
  }
  const isName = code === 'name-length' || code === 'name-characters';
  return { status: 400, code: isName ? 'InvalidResourceName' : 'InvalidParameter', message };
}

export function credentialSetRefusal(
  loginServer: string,
  { code, message, acr }: CredentialSetError,
): ArmError {
  if (acr === 'UpstreamNotSupported') return unsupportedUpstream(loginServer);
  const isName = code === 'name-length' || code === 'name-characters';
  return { status: 400, code: isName ? 'InvalidResourceName' : 'InvalidParameter', message };
}

/** A rule that ACR does not take beside what the registry holds. */
export function conflictRefusal(rule: CacheRule, { code, message, acr }: RuleConflict): ArmError {
  if (acr === 'TargetRepositoryAlreadyPresentInRegistry') {
    return {
      status: 409,
      code: acr,
      message: `Conflict: Target repository '${rule.target}' is already present in registry. Cache rules cannot be created for existing repositories in registry. ${more}. ${message}`,
    };
  }
  if (acr === 'TargetRepositoryPrefixMatchesExistingRegistries') {
    return {
      status: 409,
      code: acr,
      message: `There are one or more target repositories in the registry which match the target repository prefix '${rule.target}'. ${message}`,
    };
  }
  return { status: 409, code: code === 'too-many-rules' ? 'QuotaExceeded' : 'Conflict', message };
}

export const enforceDockerAuthentication: ArmError = {
  status: 400,
  code: 'EnforceDockerAuthentication',
  message:
    'Cannot create cache rule pointing to Docker Hub without credentials. Please add a credential set to cache rule. Learn more: https://aka.ms/acr/cache-auth',
};

/** Azure/acr#862 has the words. */
function unsupportedUpstream(loginServer: string): ArmError {
  const supported = upstreamCatalogue.upstreams.map((upstream) => upstream.loginServer).join(', ');
  return {
    status: 400,
    code: 'UpstreamNotSupported',
    message: `Unsupported upstream or login server '${loginServer}' provided. Supported upstreams or login servers are: ${supported}.`,
  };
}
