import { expect, it } from 'vitest';
import { repository } from '../../support/cli.ts';
import { ask } from '../../support/server/ask.ts';
import { startHub } from '../../support/shop-upstream.ts';
import { startAzure } from './azure.ts';

it('az logs in to the data plane with what it is told of the registry', async (context) => {
  const hub = await startHub();
  const shell = await startAzure(context, {
    cwd: repository({
      'pullthrough.yaml':
        'registry: { loginServer: images.example, name: teamimages }\nrules:\n  - { name: quay-all, source: quay.io/*, target: quay/* }\n',
    }),
    args: ['--upstream', `quay.io=${hub.url}`],
  });
  await ask(`${shell.url}/v2/quay/library/web/manifests/1.0`);
  const login = await shell.json('acr login --name teamimages --expose-token');
  expect(login).toMatchObject({
    loginServer: new URL(shell.azureUrl).host,
    accessToken: expect.stringMatching(/./),
  });
  expect(await shell.json('acr repository list --name teamimages')).toEqual(['quay/library/web']);
});
