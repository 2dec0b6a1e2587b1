import { expect, test } from 'vitest';
import { ruleProblems } from '../../../../src/audit/index.ts';
import { auditOf, grafana, library, registry } from '../builders.ts';

const outer = { ...library, name: 'docker-hub-all', target: 'docker-hub/*' };

test('two wildcards of which one holds the other are an error about the configuration', () => {
  const { conflicts } = ruleProblems({ ...registry, rules: [outer, grafana] });
  expect(auditOf({ conflicts }).findings).toMatchObject([
    {
      check: 'PT010',
      severity: 'error',
      message: expect.stringContaining(
        'docker-hub-all (docker.io/library/* -> docker-hub/*) and docker-hub-grafana',
      ),
      rule: { name: 'docker-hub-all' },
    },
  ]);
});

test('what ACR takes but is unwise is a warning', () => {
  const { conflicts } = ruleProblems({ ...registry, rules: [{ ...library, target: '*' }] });
  expect(auditOf({ conflicts }).findings).toMatchObject([{ check: 'PT010', severity: 'warning' }]);
});

test('rules beside each other are fine', () => {
  expect(ruleProblems({ ...registry, rules: [library, grafana] }).conflicts).toEqual([]);
});
