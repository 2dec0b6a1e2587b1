import { sourceRegistry, withLibrary } from './pattern.ts';
import { repositoryPathError } from './repository-path.ts';
import type { CacheRule } from './types.ts';
import { findUpstream } from './upstreams.ts';

export type RuleErrorCode =
  | 'name-length'
  | 'name-characters'
  | 'source-registry'
  | 'source-path'
  | 'target-path'
  | 'target-registry'
  | 'tag'
  | 'wildcard-position'
  | 'wildcard-mismatch'
  | 'library-missing'
  | 'unknown-upstream'
  | 'catch-all';

/** One thing wrong with one rule. An error: ACR refuses the rule, or the rule can never serve anything. */
export interface RuleError {
  readonly code: RuleErrorCode;
  readonly severity: 'error' | 'warning';
  /** What, why, and what to do. */
  readonly message: string;
  /** ACR's own error code, where it is known. */
  readonly acr?: 'GenericRepositoryNameInvalid' | 'UpstreamNotSupported';
}

/** ARM's limits for the names of cache rules and credential sets (CacheRule.tsp). */
export const namePattern: RegExp = /^[a-zA-Z0-9-]+$/;
export const minNameLength = 5;
export const maxNameLength = 50;

/** What is wrong with a rule by itself, whatever else the registry holds. Empty when it is sound. */
export function validateRule(rule: CacheRule): readonly RuleError[] {
  return [
    ...nameErrors(rule.name),
    ...wildcardErrors(rule),
    ...sourceErrors(rule),
    ...targetErrors(rule.target),
  ];
}

/** What is wrong with the name of a rule or a credential set. */
export function nameErrors(name: string): readonly RuleError[] {
  const errors: RuleError[] = [];
  if (name.length < minNameLength || name.length > maxNameLength) {
    errors.push(
      error(
        'name-length',
        `The name has ${name.length} characters; Azure takes ${minNameLength} to ${maxNameLength}.`,
      ),
    );
  }
  if (name !== '' && !namePattern.test(name)) {
    errors.push(
      error('name-characters', 'The name may hold letters, digits and hyphens only; choose another.'),
    );
  }
  return errors;
}

function wildcardErrors({ source, target }: CacheRule): readonly RuleError[] {
  const errors: RuleError[] = [];
  for (const [side, text] of [
    ['source', source],
    ['target', target],
  ] as const) {
    const body = text === '*' ? '' : text.replace(/\/\*$/, '');
    if (body.includes('*')) {
      errors.push(
        error(
          'wildcard-position',
          `The ${side} ${show(text)} has a * that is not its whole last segment; write one trailing /*.`,
        ),
      );
    }
  }
  if (errors.length === 0 && source.endsWith('*') !== target.endsWith('*')) {
    const [with_, without] = source.endsWith('*') ? ['source', 'target'] : ['target', 'source'];
    errors.push(
      error(
        'wildcard-mismatch',
        `The ${with_} ends in * and the ${without} does not; end both in /*, or neither.`,
      ),
    );
  }
  return errors;
}

function sourceErrors(rule: CacheRule): readonly RuleError[] {
  const { source } = rule;
  const slash = source.indexOf('/');
  const registry = sourceRegistry(rule);
  if (slash === -1 || !/^[a-z0-9.-]+(?::\d+)?$/.test(registry) || !/[.:]/.test(registry)) {
    return [
      error(
        'source-registry',
        `The source ${show(source)} does not begin with a registry; write docker.io/library/nginx rather than nginx.`,
      ),
    ];
  }
  const errors: RuleError[] = [];
  const rest = source.slice(slash + 1);
  const path = rest.replace(/\/\*$/, '');
  if (rest !== '*') errors.push(...pathErrors('source', path));
  if (withLibrary(registry, path) !== path && !source.endsWith('*')) {
    errors.push({
      code: 'library-missing',
      severity: 'warning',
      message: `The source ${show(source)} leaves out library/; ACR has not always added it by itself. Write docker.io/library/${path}.`,
    });
  }
  if (findUpstream(registry) === undefined) {
    errors.push({
      code: 'unknown-upstream',
      severity: 'warning',
      message: `${registry} is not among the upstreams that ACR is known to support; ACR refuses a new rule for it unless support was added since.`,
      acr: 'UpstreamNotSupported',
    });
  }
  return errors;
}

function targetErrors(target: string): readonly RuleError[] {
  if (target === '*') {
    return [
      {
        code: 'catch-all',
        severity: 'warning',
        message:
          'The target * takes the whole registry: ACR refuses every other wildcard rule beside it, and the rule itself once a repository exists. Give it a path, such as mcr/*.',
      },
    ];
  }
  const first = target.split('/', 1)[0] ?? '';
  if (/\.azurecr\.(?:io|cn|us)$/.test(first)) {
    return [
      error('target-registry', `The target ${show(target)} names a login server; write the path below it.`),
    ];
  }
  return pathErrors('target', target.replace(/\/\*$/, ''));
}

function pathErrors(side: 'source' | 'target', path: string): readonly RuleError[] {
  if (/[:@]/.test(path)) {
    return [
      error(
        'tag',
        `The ${side} has a tag or a digest (${show(path)}); a rule is for repositories, remove it.`,
        'GenericRepositoryNameInvalid',
      ),
    ];
  }
  const wrong = path.includes('*') ? undefined : repositoryPathError(path);
  if (wrong === undefined) return [];
  return [error(`${side}-path`, `The ${side} ${show(path)} ${wrong}`, 'GenericRepositoryNameInvalid')];
}

function error(code: RuleErrorCode, message: string, acr?: 'GenericRepositoryNameInvalid'): RuleError {
  return { code, severity: 'error', message, ...(acr === undefined ? {} : { acr }) };
}

function show(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
