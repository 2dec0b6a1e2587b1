import { expect, test } from 'vitest';
import { buildGraph } from '../../../src/kustomize/index.ts';
import { judge, judgedPlaces } from '../../../src/scan/index.ts';
import { imageName } from '../../../src/sources/image-name.ts';
import type { UnresolvedUse } from '../../../src/sources/image-use.ts';
import { auditOf, library, registry, unresolved, use } from '../audit/builders.ts';

const open = (repository: string, openTag: string, more: Partial<UnresolvedUse> = {}): UnresolvedUse =>
  unresolved(repository + openTag, { named: { reference: use(repository).reference, openTag }, ...more });

test('a place whose repository is known is judged as a use of it, whatever its tag', () => {
  const nginx = use('nginx:1.27');
  const base = unresolved('${BASE}');
  const places = judgedPlaces({ uses: [nginx], unresolved: [open('ghcr.io/shop/web', ':${TAG}'), base] });
  expect(places.unresolved).toEqual([base]);
  expect(places.uses.map(imageName)).toEqual(['docker.io/library/nginx:1.27', 'ghcr.io/shop/web:${TAG}']);
  expect(places.uses[1]).toMatchObject({ inheritsTag: true, reach: 'default', file: base.file });
});

test('under a condition it is one under a condition', () => {
  const { uses } = judgedPlaces({
    uses: [],
    unresolved: [open('nginx', ':${TAG}', { when: 'metrics.enabled' })],
  });
  expect(uses).toMatchObject([{ reach: 'conditional', when: 'metrics.enabled' }]);
});

test('what Skaffold builds keeps its name', () => {
  const built = use('web', { purpose: 'push', source: 'skaffold', file: 'skaffold.yaml', line: 3 });
  const { uses } = judgedPlaces({ uses: [built], unresolved: [open('web', ':${TAG}', { purpose: 'pull' })] });
  expect(uses[1]).toMatchObject({ builtBy: 'skaffold.yaml:3', confidence: 'possible' });
});

test('its rule is planned, and each check says what concerns the repository', () => {
  const places = judgedPlaces({
    uses: [],
    unresolved: [
      open('ghcr.io/shop/web', ':${TAG}'),
      open('nginx', '@${DIGEST}'),
      open('docker.elastic.co/beats/filebeat', ':${STACK}'),
      open('team.azurecr.io/docker-hub/library/redis', ':${REDIS}'),
      unresolved('${BASE}'),
    ],
  });
  const judged = judge({ uses: places.uses, registry, policy: {}, graph: buildGraph([]) });
  expect(judged.plan.rules.map(({ rule }) => rule.source)).toEqual(['ghcr.io/shop/*']);
  const { findings, summary } = auditOf({
    uses: judged.uses,
    unresolved: places.unresolved,
    registry,
    settings: { levels: { PT006: 'warning' } },
  });
  expect(findings.map(({ check, message }) => [check, message])).toEqual([
    ['PT001', 'ghcr.io/shop/web:${TAG} is pulled from ghcr.io, and no cache rule covers it.'],
    [
      'PT002',
      `docker.io/library/nginx@\${DIGEST} is pulled from docker.io, although the cache rule ${library.name} covers it.`,
    ],
    ['PT003', expect.stringContaining('docker.elastic.co/beats/filebeat:${STACK} is pulled past the cache;')],
    ['PT007', expect.stringContaining('${BASE} cannot be told')],
  ]);
  expect(findings[1]?.help).toBe('Write team.azurecr.io/docker-hub/library/nginx@${DIGEST} instead.');
  expect(findings[2]?.help).toContain(
    'az acr import --name team --source docker.elastic.co/beats/filebeat:${STACK} --image beats/filebeat:${STACK}',
  );
  expect(summary.outcomes).toMatchObject({ cached: { uses: 1 }, unresolved: { uses: 1 } });
});
