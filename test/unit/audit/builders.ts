import type { AuditInput, EntryProblem } from '../../../src/audit/index.ts';
import { type AuditedUse, type AuditReport, audit } from '../../../src/audit/index.ts';
import type { CacheRegistry, CacheRule, Decision } from '../../../src/cache/types.ts';
import { type ImageReference, normalizeReference } from '../../../src/image/index.ts';
import type { ImageUse, UnresolvedUse } from '../../../src/sources/image-use.ts';

export const library: CacheRule = {
  name: 'docker-hub-library',
  source: 'docker.io/library/*',
  target: 'docker-hub/library/*',
  credentialSet: 'docker-hub',
};

export const grafana: CacheRule = {
  name: 'docker-hub-grafana',
  source: 'docker.io/grafana/*',
  target: 'docker-hub/grafana/*',
  credentialSet: 'docker-hub',
};

export const registry: CacheRegistry = {
  loginServer: 'team.azurecr.io',
  rules: [library],
  credentialSets: [],
  own: [],
  exempt: [],
  existingRepositories: [],
};

function reference(text: string): ImageReference {
  const parsed = normalizeReference(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.reason}`);
  return parsed.value.reference;
}

export function use(text: string, changes: Partial<ImageUse> = {}): ImageUse {
  const line = changes.line ?? 14;
  const column = changes.column ?? 16;
  return {
    reference: reference(text),
    raw: text,
    value: text,
    file: 'k8s/web.yaml',
    line,
    column,
    endLine: line,
    endColumn: column + text.length,
    span: { start: 100, end: 100 + text.length },
    source: 'kubernetes',
    path: 'spec.template.spec.containers[0].image',
    object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' },
    purpose: 'pull',
    confidence: 'certain',
    reach: 'default',
    ...changes,
  };
}

export function unresolved(value: string, changes: Partial<UnresolvedUse> = {}): UnresolvedUse {
  return {
    raw: value,
    value,
    code: 'variable',
    reason: 'variable REGISTRY has no value here',
    file: 'services/api/Dockerfile',
    line: 7,
    column: 6,
    endLine: 7,
    endColumn: 6 + value.length,
    span: { start: 50, end: 50 + value.length },
    source: 'dockerfile',
    path: 'FROM',
    purpose: 'build',
    confidence: 'certain',
    ...changes,
  };
}

export const decisions: { readonly [Status in Decision['status']]: Extract<Decision, { status: Status }> } = {
  covered: {
    status: 'covered',
    rule: library,
    cached: { registry: 'team.azurecr.io', repository: 'docker-hub/library/nginx', tag: '1.27' },
  },
  uncovered: {
    status: 'uncovered',
    proposed: grafana,
    cached: { registry: 'team.azurecr.io', repository: 'docker-hub/grafana/grafana', tag: '11.3.0' },
  },
  cached: {
    status: 'cached',
    rule: library,
    upstream: { registry: 'docker.io', repository: 'library/redis', tag: '7.4' },
  },
  dangling: { status: 'dangling', reason: 'no cache rule serves docker-hub/redis' },
  own: { status: 'own' },
  unsupported: { status: 'unsupported', reason: 'ACR does not cache docker.elastic.co' },
  exempt: { status: 'exempt', reason: 'mirrored by hand' },
};

export function auditOf(changes: Partial<AuditInput> = {}): AuditReport {
  return audit({
    uses: [],
    unresolved: [],
    skipped: [],
    files: { seen: 3, read: 2 },
    registry: { ...registry, rules: [] },
    conflicts: [],
    missingCredentials: [],
    directives: new Map(),
    settings: { levels: {} },
    ...changes,
  });
}

export function audited(text: string, decision: Decision, changes: Partial<ImageUse> = {}): AuditedUse {
  return { use: use(text, changes), decision };
}

export function entryProblem(code: EntryProblem['code']): EntryProblem {
  const place = { file: 'k8s/kustomization.yaml', line: 4, column: 9, endLine: 4, endColumn: 14 };
  return { code, place: { ...place, path: 'images[0].name', value: 'nginx' }, message: `This is ${code}.` };
}
