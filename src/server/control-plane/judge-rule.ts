import {
  type CacheRegistry,
  conflicts,
  missingCredentials,
  type RuleError,
  validateRule,
} from '../../cache/index.ts';
import { conflictRefusal, enforceDockerAuthentication, ruleRefusal } from './acr-refusals.ts';
import type { ArmError } from './answer.ts';
import { invalidParameter } from './json.ts';
import type { RuleResource } from './state.ts';

/** Why ACR refuses a new rule beside what the registry holds; undefined when it takes it. */
export function newRuleRefusal(rule: RuleResource, registry: CacheRegistry): ArmError | undefined {
  const [error] = validateRule(rule).filter(isRefused);
  if (error !== undefined) return ruleRefusal(rule, error);
  const credentials = credentialsRefusal(rule, registry);
  if (credentials !== undefined) return credentials;
  // Of the conflicts those that the rule is part of: what the configuration holds together is not the client's fault.
  const conflict = conflicts(registry, [rule]).find(({ rules }) => rules.includes(rule));
  return conflict === undefined ? undefined : conflictRefusal(rule, conflict);
}

/** Why ACR refuses a rule's credentials. That some upstreams want some is no reason: ACR was only seen to ask for Docker Hub's. */
export function credentialsRefusal(rule: RuleResource, registry: CacheRegistry): ArmError | undefined {
  const problem = missingCredentials(rule, registry);
  if (problem?.acr === 'EnforceDockerAuthentication') return enforceDockerAuthentication;
  if (problem?.code === 'unknown-set' || problem?.code === 'other-login-server') {
    return invalidParameter(problem.message);
  }
  return undefined;
}

/** What is only a warning to those who keep rules may be refused to those who create them. */
function isRefused({ severity, acr }: RuleError): boolean {
  return severity === 'error' || acr !== undefined;
}
