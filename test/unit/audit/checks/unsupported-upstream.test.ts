import { expect, test } from 'vitest';
import { audited, decisions, registry } from '../builders.ts';
import { messages, violations } from './harness.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;

test('an upstream that ACR cannot cache is reported with the reason', () => {
  const uses = [audited('docker.elastic.co/beats/filebeat:8.15.3', decisions.unsupported)];
  expect(messages('unsupported-upstream', { uses })).toEqual([
    'docker.elastic.co/beats/filebeat:8.15.3 is pulled past the cache; ACR does not cache docker.elastic.co.',
  ]);
});

test.each([
  ['x.example/a/b:1', '--source x.example/a/b:1 --image a/b:1'],
  ['x.example/a/b', '--source x.example/a/b:latest --image a/b:latest'],
  [`x.example/a/b@${DIGEST}`, `--source x.example/a/b@${DIGEST} --repository a/b`],
  [`x.example/a/b:1@${DIGEST}`, `--source x.example/a/b@${DIGEST} --image a/b:1`],
])('the copy of %s keeps its name', (text, expected) => {
  const uses = [audited(text, decisions.unsupported)];
  expect(violations('unsupported-upstream', { uses })[0]?.help).toContain(
    `\`az acr import --name team ${expected}\``,
  );
});

test.each(['covered', 'uncovered', 'cached', 'own', 'exempt', 'dangling'] as const)(
  '%s is not its business',
  (status) => {
    expect(messages('unsupported-upstream', { uses: [audited('nginx:1.27', decisions[status])] })).toEqual(
      [],
    );
  },
);

test.each([
  ['team.azurecr.io', 'az acr import --name team '],
  ['team-a1b2c3.azurecr.io', 'az acr import --name team '],
  [undefined, 'az acr import --name <registry> '],
])('the registry %s is named as az wants it', (loginServer, expected) => {
  const { loginServer: _, ...rest } = registry;
  const uses = [audited('x.example/a/b:1', decisions.unsupported)];
  const context = { uses, registry: loginServer === undefined ? rest : { ...rest, loginServer } };
  expect(violations('unsupported-upstream', context)[0]?.help).toContain(expected);
});
