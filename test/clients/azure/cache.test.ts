import { expect, it } from 'vitest';
import { repository } from '../../support/cli.ts';
import { ask } from '../../support/server/ask.ts';
import { startHub } from '../../support/shop-upstream.ts';
import { type AzureShell, startAzure } from './azure.ts';

const configuration = `registry: { loginServer: images.example, name: teamimages }
rules:
  - { name: mcr-all, source: mcr.microsoft.com/*, target: mcr/* }
`;

const vault = 'https://v.vault.azure.net/secrets';
const identity =
  '/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/puller';
const rulesPath =
  '/subscriptions/{subscriptionId}/resourceGroups/pullthrough/providers/Microsoft.ContainerRegistry/registries/teamimages/cacheRules';

/** In the order of a session: az takes a second or more to start, so that one server is used for all. */
it('az keeps cache rules and credential sets, and what it creates is served at once', async (context) => {
  const hub = await startHub();
  const shell = await startAzure(context, {
    cwd: repository({ 'pullthrough.yaml': configuration }),
    args: ['--upstream', `docker.io=${hub.url}`],
    env: { PULLTHROUGH_CREDENTIALS_QUAY_IO: 'reader:secret' },
  });
  const { json } = shell;
  const { host } = new URL(shell.azureUrl);
  expect(await json('acr show --name teamimages')).toMatchObject({ loginServer: host });
  expect(await json('acr list --query [].name')).toEqual(['teamimages']);

  // Credential sets: az needs none of the secrets, and neither do we.
  const set = (verb: string, rest: string): Promise<unknown> =>
    json(`acr credential-set ${verb} --registry teamimages ${rest}`);
  const secrets = `--username-id ${vault}/u --password-id ${vault}/p`;
  await set('create', `--name docker-hub --login-server docker.io ${secrets}`);
  await set('create', `--name quay-set --login-server quay.io ${secrets}`);
  const health = (name: string): Promise<unknown> =>
    set('show', `--name ${name} --query authCredentials[0].credentialHealth`);
  expect(await health('quay-set')).toMatchObject({ status: 'Healthy' });
  expect(await health('docker-hub')).toMatchObject({
    status: 'Unhealthy',
    errorCode: 'CredentialsNotFound',
  });
  await set('update', `--name quay-set --password-id ${vault}/new`);
  expect(await set('show', '--name quay-set')).toMatchObject({
    identity: { type: 'systemAssigned', principalId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    authCredentials: [{ usernameSecretIdentifier: `${vault}/u`, passwordSecretIdentifier: `${vault}/new` }],
  });
  expect(await set('list', '--query [].name')).toEqual(['docker-hub', 'quay-set']);

  // Cache rules.
  const cache = (verb: string, rest: string): Promise<unknown> =>
    json(`acr cache ${verb} --registry teamimages ${rest}`);
  const web = `${shell.url}/v2/hub/web/manifests/1.0`;
  expect((await ask(web)).status).toBe(404);
  const hubLibrary =
    '--name hub-library --source-repo docker.io/library/* --target-repo hub/* --cred-set docker-hub';
  expect(await cache('create', hubLibrary)).toMatchObject({
    sourceRepository: 'docker.io/library/*',
    targetRepository: 'hub/*',
    provisioningState: 'Succeeded',
    credentialSetResourceId: expect.stringMatching(/\/registries\/teamimages\/credentialSets\/docker-hub$/),
  });
  expect((await ask(web)).status).toBe(200);
  expect(await cache('create', hubLibrary)).toMatchObject({ provisioningState: 'Succeeded' });
  await cache('create', '--name quay-all --source-repo quay.io/a/* --target-repo quay/*');
  const setOfRule = (): Promise<unknown> =>
    cache('show', '--name quay-all --query {id:credentialSetResourceId}');
  await cache('update', '--name quay-all --cred-set quay-set');
  expect(await setOfRule()).toEqual({ id: expect.stringMatching(/\/credentialSets\/quay-set$/) });
  await refused(
    shell,
    'acr credential-set delete --registry teamimages --name quay-set --yes',
    /\(Conflict\) The credential set quay-set is in use by the cache rules quay-all/,
  );
  await cache('update', '--name quay-all --remove-cred-set');
  expect(await setOfRule()).toEqual({ id: null });
  expect(await cache('list', '--query [].name')).toEqual(['hub-library', 'mcr-all', 'quay-all']);
  await cache('delete', '--name quay-all --yes');
  await cache('delete', '--name quay-all --yes');
  await set('delete', '--name quay-set --yes');

  // An Azure registry as upstream, and `az rest`.
  const acr = `--name other-acr --source-repo otherimages.azurecr.io/a/* --target-repo other/* --identity ${identity}`;
  expect(await cache('create', acr)).toMatchObject({
    identity: { userAssignedIdentities: { [identity]: {} } },
  });
  const targets = `rest --url ${rulesPath}?api-version=2025-11-01 --query value[].properties.targetRepository`;
  expect(await json(targets)).toEqual(['hub/*', 'mcr/*', 'other/*']);

  // Refusals as az prints them.
  const rule = (from: string, to: string): string =>
    `acr cache create --registry teamimages --name new-rule --source-repo ${from} --target-repo ${to}`;
  await refused(
    shell,
    rule('docker.io/x/y', 'y'),
    /\(EnforceDockerAuthentication\) Cannot create cache rule pointing to Docker Hub without credentials/,
  );
  await refused(
    shell,
    rule('quay.io/x/y', 'hub/web'),
    /\(TargetRepositoryAlreadyPresentInRegistry\) Conflict: Target repository 'hub\/web' is already present/,
  );
  await refused(shell, rule('quay.io/x/*', 'mcr/x/*'), /\(Conflict\) The cache rules mcr-all .* overlap/);
  await refused(
    shell,
    'acr cache show --registry teamimages --name nothing',
    /\(ResourceNotFound\) The cache rule nothing could not be found/,
  );
  await refused(shell, 'acr cache list --registry otherimages', /'otherimages'.* could not be found/);
});

async function refused(shell: AzureShell, words: string, message: RegExp): Promise<void> {
  const { code, stderr } = await shell.az(words);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/Traceback/);
  expect(code).not.toBe(0);
}
