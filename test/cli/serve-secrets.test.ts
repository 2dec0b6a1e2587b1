import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { repository } from '../support/cli.ts';
import { type SeenRequest, send, sendJson, startServer } from '../support/registry/server.ts';
import { serve, until } from '../support/serve-cli.ts';
import { ask } from '../support/server/ask.ts';
import { imageManifest, randomBlob } from '../support/server/images.ts';

const secrets = {
  password: 'pass-word-7f3a',
  token: 'tokentokentoken-91c2',
  signature: 'sas-signature-c0ffee',
  storageError: 'storage-error-77',
  query: 'query-of-the-client-88',
  header: 'header-of-the-client-99',
};

const layer = randomBlob(5_000);
const lost = randomBlob(6_000);
const image = imageManifest([layer, lost]);

describe('secrets', () => {
  test('are in no line of the log, no metric, no page and no answer', async () => {
    const storage = await startServer((request, response) => {
      if (request.url.startsWith('/good')) return send(response, 200, {}, layer.bytes);
      const said = `AuthenticationFailed ${request.url} ${secrets.storageError}`;
      send(response, 403, { 'content-type': 'application/xml' }, `<Error>${said}</Error>`);
    });
    const answerAs = (request: SeenRequest, response: ServerResponse): void => {
      if (request.url.startsWith('/token')) {
        return void sendJson(response, { token: secrets.token, expires_in: 300 });
      }
      if (request.headers.authorization !== `Bearer ${secrets.token}`) {
        const challenge = `Bearer realm="${server.url}/token",service="registry"`;
        return void sendJson(response, { errors: [] }, { 'www-authenticate': challenge }, 401);
      }
      if (request.url.includes('/manifests/1')) {
        const headers = { 'content-type': image.mediaType, 'docker-content-digest': image.digest };
        return void send(response, 200, headers, request.method === 'HEAD' ? '' : image.bytes);
      }
      if (request.url.includes(layer.digest) || request.url.includes(lost.digest)) {
        const kind = request.url.includes(layer.digest) ? 'good' : 'bad';
        const location = `${storage.url}/${kind}?se=2030&sig=${secrets.signature}`;
        return void send(response, 307, { location });
      }
      // A registry that repeats what it was sent, as some do.
      const message = `refused ${request.headers.authorization} for user:${secrets.password} at ${storage.url}/x?sig=${secrets.signature}`;
      sendJson(response, { errors: [{ code: 'DENIED', message }] }, {}, 403);
    };
    const server = await startServer(answerAs);
    const cwd = repository({
      'pullthrough.yaml': `rules:\n  - { name: corp-registry, source: registry.corp.example/*, target: corp/* }\nupstreams: { registry.corp.example: { url: "${server.url}" } }\n`,
    });
    const variable = `PULLTHROUGH_CREDENTIALS_${server.host.replaceAll('.', '_').replace(':', '___')}`;
    const env = { [variable]: `user:${secrets.password}` };
    const served = await serve(['--log', 'debug'], { cwd, env });
    const texts: string[] = [];
    const get = async (path: string): Promise<number> => {
      const headers = { authorization: `Bearer ${secrets.header}`, cookie: secrets.header };
      const answer = await ask(served.url + path, { headers });
      texts.push(JSON.stringify(answer.headers), answer.body.toString('latin1'));
      return answer.status;
    };
    expect(await get(`/v2/corp/app/manifests/1?token=${secrets.query}`)).toBe(200);
    expect(await get(`/v2/corp/app/blobs/${layer.digest}?sig=${secrets.query}`)).toBe(200);
    expect(await get(`/v2/corp/app/blobs/${lost.digest}`)).toBe(403);
    expect(await get('/v2/corp/other/manifests/9')).toBe(403);
    expect(await get('/v2/corp/app/tags/list')).toBe(403);
    for (const path of ['/', '/status.json', '/status/repositories.json', '/metrics']) {
      expect(await get(path)).toBe(200);
    }
    await until(served, () => served.output.stderr.includes('/metrics'));
    served.child.kill('SIGTERM');
    const { stdout, stderr } = await served.ended;
    const events = stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).event);
    expect(new Set(events)).toEqual(
      new Set(['listening', 'request', 'question', 'upstream', 'stopping', 'stopped']),
    );
    // What was tried above did go out, and did come in.
    const sent = JSON.stringify(server.seen.map(({ headers }) => headers.authorization));
    expect(sent).toContain(Buffer.from(`user:${secrets.password}`).toString('base64'));
    expect(sent).toContain(secrets.token);
    expect(JSON.stringify(storage.seen)).toContain(secrets.signature);
    const all = [...texts, stdout, stderr].join('\n');
    for (const secret of Object.values(secrets)) {
      for (const form of [secret, Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(0, -2)]) {
        expect(all).not.toContain(form);
      }
    }
    expect(all).not.toContain(Buffer.from(`user:${secrets.password}`).toString('base64'));
    // The upstream's words are told all the same.
    expect(all).toContain('DENIED: refused');
  });
});
