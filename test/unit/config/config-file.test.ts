import { describe, expect, it } from 'vitest';
import { read } from './context.ts';

describe('readConfig', () => {
  it('reads every key', () => {
    const { settings, problems } = read(`
$schema: ./node_modules/pullthrough/dist/pullthrough.schema.json
registry: { loginServer: Team.azurecr.io, name: team }
rules:
  - { name: docker-hub, source: docker.io/*, target: docker-hub/*, credentialSet: docker-hub }
rulesFile: rules.json
credentialSets:
  - name: docker-hub
    loginServer: docker.io
    usernameSecretId: https://team.vault.azure.net/secrets/user
    passwordSecretId: https://team.vault.azure.net/secrets/password
credentialSetsFile: [sets.json, more.json]
repositories: [apps/web]
repositoriesFile: repositories.json
own: [registry.corp.example, '*.corp.example']
exempt:
  - { image: 'docker.io/library/busybox', reason: test images only, expires: 2026-06-15 }
include: ['k8s/**']
exclude: ["**/testdata"]
maxFileSize: 1.5 MiB
buildArgs: { GO: 1.20, DEBUG: true, BASE: "alpine" }
variables: { TAG: 1.20 }
helm:
  charts:
    - { path: charts/web, values: values-prod.yaml, set: [a=1], setString: [b=2], release: web, namespace: shop }
    - { path: vendor, values: [a.yaml, b.yaml] }
  values: all.yaml
  set: [global.x=y]
  dependencies: vendor
  kubeVersion: 1.33.0
  apiVersions: [monitoring.coreos.com/v1]
checks: { PT001: warning, mutable-tag: off }
failOn: never
plan:
  granularity: { Docker.io: namespace }
  targets: { Docker.io: hub }
  keyVault: team-vault
`);
    expect(problems).toEqual([]);
    expect(settings).toEqual({
      registry: { loginServer: 'team.azurecr.io', name: 'team' },
      rules: [
        { name: 'docker-hub', source: 'docker.io/*', target: 'docker-hub/*', credentialSet: 'docker-hub' },
      ],
      rulesFile: ['rules.json'],
      credentialSets: [
        {
          name: 'docker-hub',
          loginServer: 'docker.io',
          usernameSecretId: 'https://team.vault.azure.net/secrets/user',
          passwordSecretId: 'https://team.vault.azure.net/secrets/password',
        },
      ],
      credentialSetsFile: ['sets.json', 'more.json'],
      repositories: ['apps/web'],
      repositoriesFile: ['repositories.json'],
      own: ['registry.corp.example', '*.corp.example'],
      exempt: [{ image: 'docker.io/library/busybox', reason: 'test images only', expires: '2026-06-15' }],
      include: ['k8s/**'],
      exclude: ['**/testdata'],
      maxFileSize: 1_572_864,
      buildArgs: { GO: '1.20', DEBUG: 'true', BASE: 'alpine' },
      variables: { TAG: '1.20' },
      helmCharts: [
        {
          path: 'charts/web',
          values: ['values-prod.yaml'],
          set: ['a=1'],
          setString: ['b=2'],
          release: 'web',
          namespace: 'shop',
        },
        { path: 'vendor', values: ['a.yaml', 'b.yaml'] },
      ],
      helmValues: ['all.yaml'],
      helmSet: ['global.x=y'],
      helmDependencies: ['vendor'],
      helmKubeVersion: '1.33.0',
      helmApiVersions: ['monitoring.coreos.com/v1'],
      checks: { PT001: 'warning', PT005: 'off' },
      failOn: 'never',
      plan: {
        granularity: { 'docker.io': 'namespace' },
        targets: { 'docker.io': 'hub' },
        keyVault: 'team-vault',
      },
    });
  });

  it('reads JSON, a byte order mark, CRLF and anchors', () => {
    expect(read('{"registry": "team.azurecr.io", "maxFileSize": 4096}').settings).toEqual({
      registry: { loginServer: 'team.azurecr.io' },
      maxFileSize: 4096,
    });
    expect(read('\ufeffregistry: localhost:5000\r\nfailOn: info\r\n')).toMatchObject({
      settings: { registry: { loginServer: 'localhost:5000' }, failOn: 'info' },
      problems: [],
    });
    expect(read('include: &paths [k8s]\nexclude: *paths\n').settings).toEqual({
      include: ['k8s'],
      exclude: ['k8s'],
    });
  });

  it('gives no settings when anything is an error, and gives them beside warnings', () => {
    expect(read('failOn: never\nregistery: x').settings).toBeUndefined();
    const expired = read('exempt: [{ image: a/b, reason: r, expires: 2026-06-14 }]');
    expect(expired.problems.map(({ code, severity }) => [code, severity])).toEqual([
      ['expired-exemption', 'warning'],
    ]);
    expect(expired.settings?.exempt).toHaveLength(1);
  });

  it('says where a problem is, from its first to after its last character', () => {
    const [problem] = read('failOn: never\nown: [5]\n').problems;
    expect(problem).toEqual({
      code: 'wrong-type',
      severity: 'error',
      message: 'own[0]: expected a registry host, or a host glob such as *.corp.example, found the number 5',
      hint: 'Write "5" in quotes if a string is meant.',
      file: 'pullthrough.yaml',
      line: 2,
      column: 7,
      endLine: 2,
      endColumn: 8,
    });
  });
});
