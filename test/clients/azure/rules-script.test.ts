import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { pullthrough } from '../../support/cli.ts';
import { ask } from '../../support/server/ask.ts';
import { podRepository, startHub } from '../../support/shop-upstream.ts';
import { startAzure, temporary } from './azure.ts';

/** No rule and no credential set yet: the script has to make all of them. */
const configuration = `registry: teamimages.azurecr.io
plan: { keyVault: team-secrets }
`;

it('the script that `rules` prints runs as it is, twice, and what it creates is pulled through', async (context) => {
  const hub = await startHub();
  const cwd = podRepository(
    ['web:1.0', 'mcr.microsoft.com/dotnet/sdk:8.0', 'otherimages.azurecr.io/team/app:1'],
    { 'pullthrough.yaml': configuration },
  );
  const store = temporary();
  const options = { cwd, store, args: ['--upstream', `docker.io=${hub.url}`] };
  const printed = pullthrough(['rules'], cwd);
  expect(printed.code).toBe(0);
  writeFileSync(join(cwd, 'rules.sh'), printed.stdout);

  const first = await startAzure(context, options);
  const once = await first.bash('rules.sh', cwd, { IDENTITY: identity });
  expect(once.stderr).toBe('');
  expect(once.code).toBe(0);
  const lines = once.stdout.trimEnd().split('\n');
  expect(lines).toEqual([
    'credential set docker-hub: created',
    'credential set docker-hub: may read team-secrets now',
    expect.stringMatching(/^cache rule \S+: created$/),
    expect.stringMatching(/^cache rule \S+: created$/),
    expect.stringMatching(/^cache rule \S+: created$/),
  ]);
  const web = await ask(`${first.url}/v2/docker-hub/library/web/manifests/1.0`);
  expect(web.status).toBe(200);
  expect(web.body).toEqual(hub.repositories['library/web']?.tags['1.0']?.bytes);

  // What az prints of the rules is what the audit reads, and then nothing is missing.
  const listed = await first.az('acr cache list --registry teamimages --output json');
  writeFileSync(join(cwd, 'rules.json'), listed.stdout);
  const sets = await first.az('acr credential-set list --registry teamimages --output json');
  writeFileSync(join(cwd, 'sets.json'), sets.stdout);
  writeFileSync(
    join(cwd, 'pullthrough.yaml'),
    `${configuration}rulesFile: rules.json\ncredentialSetsFile: sets.json\n`,
  );
  expect(pullthrough(['rules', '--check'], cwd)).toMatchObject({ code: 0 });
  await first.stop();

  // Another server, on the same store, and with the rules in its configuration by now.
  const second = await startAzure(context, options);
  const twice = await second.bash('rules.sh', cwd, { IDENTITY: identity });
  expect(twice.stderr).toBe('');
  expect(twice.code).toBe(0);
  expect(twice.stdout.trimEnd().split('\n')).toEqual(
    lines.map((line) => line.replace(/: created$/, ': exists, left alone').replace(/ now$/, ' already')),
  );
  // Of what was kept and what the configuration says nothing is told to disagree.
  const warnings = second.output.stderr.split('\n').filter((line) => line.startsWith('warning:'));
  expect(warnings.filter((line) => !line.startsWith('warning: there are no credentials for'))).toEqual([]);
  expect((await ask(`${second.url}/v2/docker-hub/library/web/manifests/1.0`)).status).toBe(200);
});

const identity =
  '/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/puller';
