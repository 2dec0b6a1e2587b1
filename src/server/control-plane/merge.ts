import { type CacheRegistry, conflicts } from '../../cache/index.ts';
import { type Change, type Changes, credentialSetAgrees, ruleAgrees } from './changes.ts';
import {
  type ControlPlaneState,
  configuredState,
  type RuleResource,
  registryOf,
  resource,
  type Stamped,
  withoutResource,
  withResource,
} from './state.ts';

export interface Merged {
  readonly state: ControlPlaneState;
  /** What a person has to know of it, a sentence each. */
  readonly notes: readonly string[];
}

/**
 * The configuration with the changes that were made to it. Where a configuration was written anew since a change, it wins,
 * and the change is told and left out; so is one that ACR would not have beside the configuration.
 */
export function merge(configured: CacheRegistry, changes: Changes, startedAt: string): Merged {
  const start = configuredState(configured, startedAt);
  const rules = applyAll('cache rule', start.rules, changes.rules, ruleAgrees);
  const sets = applyAll('credential set', start.credentialSets, changes.credentialSets, credentialSetAgrees);
  const merged = {
    rules: rules.list,
    credentialSets: sets.list,
    roleAssignments: changes.roleAssignments,
  };
  const possible = withoutConflicts(configured, merged);
  return { state: possible.state, notes: [...rules.notes, ...sets.notes, ...possible.notes] };
}

function applyAll<T extends { readonly name: string }>(
  what: string,
  configured: readonly Stamped<T>[],
  changes: readonly Change<T>[],
  agrees: (configured: T, value: T) => boolean,
): { readonly list: readonly Stamped<T>[]; readonly notes: readonly string[] } {
  const says = (now: T | undefined, value: T | null): boolean =>
    now === undefined || value === null ? now === undefined && value === null : agrees(now, value);
  let list = configured;
  const notes: string[] = [];
  for (const { name, was, is } of changes) {
    const now = resource(configured, name);
    if (!says(now, was) && !says(now, is)) {
      notes.push(
        `${what} ${name}: what was ${is === null ? 'deleted' : was === null ? 'created' : 'changed'} with az no longer fits the configuration, which ${now === undefined ? 'has none' : 'says otherwise'} now; the configuration is served`,
      );
    } else if (is === null) {
      if (now !== undefined)
        notes.push(`${what} ${name} of the configuration was deleted with az: it is not served`);
      list = withoutResource(list, name);
    } else {
      list = withResource(list, is);
    }
  }
  return { list, notes };
}

/** Leaves out rules that came with az and that the configuration's, written since, are in the way of. */
function withoutConflicts(configured: CacheRegistry, state: ControlPlaneState): Merged {
  const isConfigured = (rule: RuleResource): boolean => {
    const own = resource(configured.rules, rule.name);
    return own !== undefined && ruleAgrees(own, rule);
  };
  const together = conflicts({ ...registryOf(configured, state), existingRepositories: [] });
  if (together.every((conflict) => conflict.rules.every(isConfigured))) return { state, notes: [] };
  const notes: string[] = [];
  let rules = state.rules.filter(isConfigured);
  for (const rule of state.rules) {
    if (isConfigured(rule)) continue;
    const registry = { ...registryOf(configured, { ...state, rules }), existingRepositories: [] };
    const refusal = conflicts(registry, [rule]).find(({ rules: involved }) => involved.includes(rule));
    if (refusal === undefined) rules = [...rules, rule];
    else notes.push(`cache rule ${rule.name}, created with az, is not served. ${refusal.message}`);
  }
  return { state: { ...state, rules: state.rules.filter((rule) => rules.includes(rule)) }, notes };
}
