import { expect, test } from 'vitest';
import { ignoreDirectives } from '../../../src/audit/index.ts';
import { audited, auditOf, decisions, library, registry, unresolved } from './builders.ts';

const nginx = audited('nginx:1.27', decisions.covered);

test('a finding carries everything a report needs', () => {
  expect(auditOf({ uses: [nginx] }).findings).toEqual([
    {
      check: 'PT002',
      slug: 'direct-pull',
      severity: 'error',
      file: 'k8s/web.yaml',
      location: { line: 14, column: 16, endLine: 14, endColumn: 26 },
      message:
        'docker.io/library/nginx:1.27 is pulled from docker.io, although the cache rule docker-hub-library covers it.',
      why: 'A cache rule serves only references that name the cache; this one goes past it.',
      help: 'Write team.azurecr.io/docker-hub/library/nginx:1.27 instead, or let `pullthrough kustomize` redirect it.',
      image: 'docker.io/library/nginx:1.27',
      cached: 'team.azurecr.io/docker-hub/library/nginx:1.27',
      rule: library,
      confidence: 'certain',
      object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' },
      path: 'spec.template.spec.containers[0].image',
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
    },
  ]);
});

test('a level from the settings replaces the own one, and off turns a check off', () => {
  expect(auditOf({ uses: [nginx], settings: { levels: { PT002: 'info' } } }).findings[0]?.severity).toBe(
    'info',
  );
  expect(auditOf({ uses: [nginx], settings: { levels: { PT002: 'off' } } }).findings).toEqual([]);
});

test('a possible use gives notes only, whatever the settings say', () => {
  const uses = [audited('nginx:1.27', decisions.covered, { confidence: 'possible' })];
  const report = auditOf({ uses, settings: { levels: { PT002: 'error' } } });
  expect(report.findings).toMatchObject([{ severity: 'info', confidence: 'possible' }]);
});

test('the order is file, line, column, check, and the configuration last, whatever the order of the input', () => {
  const uses = [
    audited('nginx', decisions.covered, { file: 'b.yaml', line: 2 }),
    audited('nginx:1.27', decisions.covered, { file: 'b.yaml', line: 10 }),
    audited('nginx:1.27', decisions.covered, { file: 'a.yaml', line: 9, column: 8 }),
    audited('nginx:1.27', decisions.covered, { file: 'a.yaml', line: 9, column: 3 }),
    audited('nginx:1.27', decisions.covered, { file: 'B.yaml' }),
  ];
  const unused = { ...registry, rules: [{ ...library, name: 'unused-rule' }] };
  const places = (list: typeof uses): readonly string[] =>
    auditOf({ uses: list, registry: unused, settings: { levels: {}, configFile: 'a.yaml' } }).findings.map(
      ({ file, location, check }) => `${file}:${location?.line}:${location?.column} ${check}`,
    );
  const expected = [
    'B.yaml:14:16 PT002',
    'a.yaml:9:3 PT002',
    'a.yaml:9:8 PT002',
    'b.yaml:2:16 PT002',
    'b.yaml:2:16 PT005',
    'b.yaml:10:16 PT002',
    'a.yaml:undefined:undefined PT011',
  ];
  expect(places(uses)).toEqual(expected);
  expect(places([...uses].reverse())).toEqual(expected);
});

test('a fingerprint stays when lines move, and changes with the file, the image, the object and the path', () => {
  const print = (changes: Parameters<typeof audited>[2], image = 'nginx:1.27'): string | undefined =>
    auditOf({ uses: [audited(image, decisions.covered, changes)] }).findings[0]?.fingerprint;
  const original = print({});
  expect(print({ line: 99, column: 1 })).toBe(original);
  expect(print({ raw: '"docker.io/library/nginx:1.27"' }, 'docker.io/library/nginx:1.27')).toBe(original);
  const others = [
    print({ file: 'k8s/api.yaml' }),
    print({}, 'nginx:1.28'),
    print({ object: { kind: 'Deployment', name: 'api' } }),
    print({ path: 'spec.template.spec.containers[1].image' }),
  ];
  expect(new Set([original, ...others]).size).toBe(5);
});

test('findings that are alike have fingerprints of their own', () => {
  const uses = [3, 8, 12].map((line) =>
    audited('nginx:1.27', decisions.covered, { file: 'Dockerfile', path: 'FROM', line }),
  );
  const prints = auditOf({ uses }).findings.map(({ fingerprint }) => fingerprint);
  expect(new Set(prints).size).toBe(3);
  expect(auditOf({ uses: uses.slice(0, 1) }).findings[0]?.fingerprint).toBe(prints[0]);
});

test('the summary counts pulls and builds by outcome, uses and distinct images', () => {
  const { summary } = auditOf({
    uses: [
      nginx,
      { ...nginx, redirectedBy: 'k8s/kustomization.yaml' },
      audited('nginx:1.27', decisions.covered, { line: 15 }),
      audited('golang:1.23', decisions.uncovered, { purpose: 'build' }),
      audited('team.azurecr.io/web:1', decisions.own, { purpose: 'push' }),
    ],
    unresolved: [unresolved('$A'), unresolved('$A', { line: 8 }), unresolved('$B', { purpose: 'mention' })],
  });
  expect(summary.outcomes).toMatchObject({
    covered: { uses: 2, images: 1 },
    redirected: { uses: 1, images: 1 },
    uncovered: { uses: 1, images: 1 },
    unresolved: { uses: 2, images: 1 },
    own: { uses: 0, images: 0 },
  });
  expect(summary.findings).toEqual({ error: 3, warning: 2, info: 0 });
});

test('a suppressed finding is kept apart with its reason, and an unused comment is named', () => {
  const text = [
    '# pullthrough-ignore: direct-pull, PT005, PT006 -- the mirror is down',
    'image: nginx:1.27',
    '# pullthrough-ignore: no-such-check',
    'image: redis:7.4',
  ].join('\n');
  const report = auditOf({
    uses: [
      audited('nginx:1.27', decisions.covered, { line: 2 }),
      audited('redis:7.4', decisions.covered, { line: 4 }),
    ],
    directives: new Map([['k8s/web.yaml', ignoreDirectives(text)]]),
  });
  expect(report.findings).toMatchObject([{ check: 'PT002', location: { line: 4 } }]);
  expect(report.suppressed).toMatchObject([
    { finding: { check: 'PT002', location: { line: 2 } }, line: 1, reason: 'the mirror is down' },
  ]);
  expect(report.unusedSuppressions).toEqual([
    // PT006 is off: its name only waits.
    { file: 'k8s/web.yaml', line: 1, checks: ['pt005'] },
    { file: 'k8s/web.yaml', line: 3, checks: ['no-such-check'] },
  ]);
  expect(report.summary.suppressed).toBe(1);
});
