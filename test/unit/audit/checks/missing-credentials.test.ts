import { expect, test } from 'vitest';
import { ruleProblems } from '../../../../src/audit/index.ts';
import { auditOf, library, registry } from '../builders.ts';
import { messages } from './harness.ts';

const { credentialSet: _, ...anonymous } = library;

test('a rule for Docker Hub without a credential set is an error about the configuration', () => {
  const { missingCredentials } = ruleProblems({ ...registry, rules: [anonymous] });
  const report = auditOf({ missingCredentials, settings: { levels: {}, configFile: 'pullthrough.yaml' } });
  expect(report.findings).toMatchObject([
    { check: 'PT004', severity: 'error', file: 'pullthrough.yaml', rule: { name: 'docker-hub-library' } },
  ]);
  expect(report.findings[0]?.message).toContain('has no credential set and docker.io wants one');
  expect(report.findings[0]?.location).toBeUndefined();
});

test('what ACR accepts all the same is a warning', () => {
  const quay = { name: 'quay-io', source: 'quay.io/*', target: 'quay/*', credentialSet: 'elsewhere' };
  const { missingCredentials } = ruleProblems({ ...registry, rules: [quay], credentialSets: [] });
  expect(auditOf({ missingCredentials }).findings).toMatchObject([{ check: 'PT004', severity: 'warning' }]);
});

test('a rule with its credential set is fine', () => {
  const credentialSets = [{ name: 'docker-hub', loginServer: 'docker.io' }];
  const { missingCredentials } = ruleProblems({ ...registry, rules: [library], credentialSets });
  expect(messages('missing-credentials', { missingCredentials })).toEqual([]);
});
