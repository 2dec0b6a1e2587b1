import { expect, it, type TestContext } from 'vitest';
import { repository } from '../../support/cli.ts';
import { ask } from '../../support/server/ask.ts';
import { startHub } from '../../support/shop-upstream.ts';
import { type AzureShell, startAzure } from './azure.ts';

const configuration = `registry: { loginServer: images.example, name: teamimages }
rules:
  - { name: mcr-all, source: mcr.microsoft.com/*, target: mcr/* }
`;

const secrets = [
  '--username-id',
  'https://v.vault.azure.net/secrets/u',
  '--password-id',
  'https://v.vault.azure.net/secrets/p',
];

interface Printed {
  readonly name: string;
  readonly [field: string]: unknown;
}

/** In the order of a session: az takes a second or more to start, so that one server is used for all. */
it('az keeps cache rules and credential sets, and what it creates is served at once', async (context) => {
  const hub = await startHub();
  const shell = await startAzure(context, {
    cwd: repository({ 'pullthrough.yaml': configuration }),
    args: ['--upstream', `docker.io=${hub.url}`],
    env: { PULLTHROUGH_CREDENTIALS_QUAY_IO: 'reader:secret' },
  });
  const { json } = shell;
  const registry = ['--registry', 'teamimages'];
  const { host } = new URL(shell.azureUrl);
  expect(await json('acr', 'show', '--name', 'teamimages')).toMatchObject({ loginServer: host });
  expect(await json('acr', 'list', '--query', '[].name')).toEqual(['teamimages']);

  // Credential sets: az needs none of the secrets, and neither do we.
  const set = ['acr', 'credential-set'] as const;
  await json(
    ...set,
    'create',
    ...registry,
    '--name',
    'docker-hub',
    '--login-server',
    'docker.io',
    ...secrets,
  );
  await json(...set, 'create', ...registry, '--name', 'quay-set', '--login-server', 'quay.io', ...secrets);
  const health = async (name: string): Promise<unknown> =>
    json(...set, 'show', ...registry, '--name', name, '--query', 'authCredentials[0].credentialHealth');
  expect(await health('quay-set')).toMatchObject({ status: 'Healthy' });
  const unhealthy = await health('docker-hub');
  expect(unhealthy).toMatchObject({ status: 'Unhealthy', errorCode: 'CredentialsNotFound' });
  await json(
    ...set,
    'update',
    ...registry,
    '--name',
    'quay-set',
    '--password-id',
    'https://v.vault.azure.net/secrets/new',
  );
  expect(await json(...set, 'show', ...registry, '--name', 'quay-set')).toMatchObject({
    identity: { type: 'systemAssigned', principalId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    authCredentials: [
      {
        usernameSecretIdentifier: 'https://v.vault.azure.net/secrets/u',
        passwordSecretIdentifier: 'https://v.vault.azure.net/secrets/new',
      },
    ],
  });
  expect(await json(...set, 'list', ...registry, '--query', '[].name')).toEqual(['docker-hub', 'quay-set']);

  // Cache rules.
  const cache = ['acr', 'cache'] as const;
  const web = `${shell.url}/v2/hub/web/manifests/1.0`;
  expect((await ask(web)).status).toBe(404);
  const source = ['--source-repo', 'docker.io/library/*', '--target-repo', 'hub/*'];
  const created = await json(
    ...cache,
    'create',
    ...registry,
    '--name',
    'hub-library',
    ...source,
    '--cred-set',
    'docker-hub',
  );
  expect(created).toMatchObject({
    sourceRepository: 'docker.io/library/*',
    targetRepository: 'hub/*',
    provisioningState: 'Succeeded',
    credentialSetResourceId: expect.stringMatching(/\/registries\/teamimages\/credentialSets\/docker-hub$/),
  });
  expect((await ask(web)).status).toBe(200);
  const quay = ['--source-repo', 'quay.io/a/*', '--target-repo', 'quay/*'];
  await json(...cache, 'create', ...registry, '--name', 'quay-all', ...quay);
  const setOf = async (): Promise<unknown> =>
    ((await json(...cache, 'show', ...registry, '--name', 'quay-all')) as Printed).credentialSetResourceId;
  await json(...cache, 'update', ...registry, '--name', 'quay-all', '--cred-set', 'quay-set');
  expect(await setOf()).toMatch(/\/credentialSets\/quay-set$/);
  await refused(shell, /\(Conflict\) The credential set quay-set is in use by the cache rules quay-all/, [
    ...[...set, 'delete', ...registry, '--name', 'quay-set', '--yes'],
  ]);
  await json(...cache, 'update', ...registry, '--name', 'quay-all', '--remove-cred-set');
  expect(await setOf()).toBeNull();
  expect(await json(...cache, 'list', ...registry, '--query', '[].name')).toEqual([
    'hub-library',
    'mcr-all',
    'quay-all',
  ]);
  await json(...cache, 'delete', ...registry, '--name', 'quay-all', '--yes');
  await json(...cache, 'delete', ...registry, '--name', 'quay-all', '--yes');
  await json(...set, 'delete', ...registry, '--name', 'quay-set', '--yes');

  // An Azure registry as upstream, and `az rest`.
  const identity =
    '/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/puller';
  const acr = [
    '--source-repo',
    'otherimages.azurecr.io/a/*',
    '--target-repo',
    'other/*',
    '--identity',
    identity,
  ];
  const withIdentity = await json(...cache, 'create', ...registry, '--name', 'other-acr', ...acr);
  expect(withIdentity).toMatchObject({ identity: { userAssignedIdentities: { [identity]: {} } } });
  const rules =
    '/subscriptions/{subscriptionId}/resourceGroups/pullthrough/providers/Microsoft.ContainerRegistry/registries/teamimages/cacheRules';
  const rest = await json(
    'rest',
    '--url',
    `${rules}?api-version=2025-11-01`,
    '--query',
    'value[].properties.targetRepository',
  );
  expect(rest).toEqual(['hub/*', 'mcr/*', 'other/*']);

  // Refusals as az prints them.
  const rule = (from: string, to: string): readonly string[] => [
    ...[...cache, 'create', ...registry, '--name', 'new-rule', '--source-repo', from, '--target-repo', to],
  ];
  await refused(
    shell,
    /\(EnforceDockerAuthentication\) Cannot create cache rule pointing to Docker Hub without/,
    rule('docker.io/x/y', 'y'),
  );
  await refused(
    shell,
    /\(TargetRepositoryAlreadyPresentInRegistry\) .*'hub\/web' is already present/,
    rule('quay.io/x/y', 'hub/web'),
  );
  await refused(shell, /\(Conflict\) The cache rules mcr-all .* overlap/, rule('quay.io/x/*', 'mcr/x/*'));
  await refused(shell, /\(ResourceNotFound\) The cache rule nothing could not be found/, [
    ...cache,
    'show',
    ...registry,
    '--name',
    'nothing',
  ]);
  await refused(shell, /'otherimages'.* could not be found/, [...cache, 'list', '--registry', 'otherimages']);
});

it('az logs in to the data plane with what it is told of the registry', async (context: TestContext) => {
  const hub = await startHub();
  const shell = await startAzure(context, {
    cwd: repository({
      'pullthrough.yaml':
        'registry: { loginServer: images.example, name: teamimages }\nrules:\n  - { name: quay-all, source: quay.io/*, target: quay/* }\n',
    }),
    args: ['--upstream', `quay.io=${hub.url}`],
  });
  await ask(`${shell.url}/v2/quay/library/web/manifests/1.0`);
  const login = await shell.json('acr', 'login', '--name', 'teamimages', '--expose-token');
  expect(login).toMatchObject({
    loginServer: new URL(shell.azureUrl).host,
    accessToken: expect.stringMatching(/./),
  });
  expect(await shell.json('acr', 'repository', 'list', '--name', 'teamimages')).toEqual(['quay/library/web']);
});

async function refused(shell: AzureShell, message: RegExp, args: readonly string[]): Promise<void> {
  const { code, stderr } = await shell.az(...args);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/Traceback/);
  expect(code).not.toBe(0);
}
