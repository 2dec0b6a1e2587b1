// The servers that are compared, each in a folder of its own and before the same origin.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freePort, startServer } from './processes.mjs';

/** `pullthrough serve` as it is built; repositories are below `library/`, as in the others. */
export async function startOurs(folder, origin, { store = join(folder, 'store'), env, args = [] } = {}) {
  mkdirSync(store, { recursive: true });
  writeFileSync(
    join(folder, 'pullthrough.yaml'),
    [
      'registry: bench.azurecr.io',
      'rules:',
      '  - { name: library, source: docker.io/library/*, target: library/* }',
      '',
    ].join('\n'),
  );
  const program = [resolve('dist/cli.cjs'), 'serve', '--listen', '127.0.0.1:0', '--quiet'];
  const flags = ['--store', store, '--upstream', `docker.io=${origin}`, ...args];
  return startServer(process.execPath, [...program, ...flags], { cwd: folder, env });
}

/** CNCF distribution as a pull-through cache, without its access log. */
export async function startDistribution(folder, origin) {
  const port = await freePort();
  const config = join(folder, 'config.yml');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    config,
    [
      'version: 0.1',
      'log: { level: error, accesslog: { disabled: true } }',
      `storage: { cache: { blobdescriptor: inmemory }, filesystem: { rootdirectory: ${join(folder, 'store')} } }`,
      `http: { addr: '127.0.0.1:${port}' }`,
      `proxy: { remoteurl: '${origin}' }`,
      '',
    ].join('\n'),
  );
  return startServer('docker-registry', ['serve', config], { url: `http://127.0.0.1:${port}` });
}

/** nginx with one worker, sending files below `root` by sendfile: what the kernel can do. */
export async function startNginx(folder, root) {
  const port = await freePort();
  const config = join(folder, 'nginx.conf');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    config,
    [
      'daemon off; master_process off; error_log stderr; user root;',
      `pid ${join(folder, 'nginx.pid')};`,
      'events {}',
      'http {',
      '  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; types {}',
      '  default_type application/vnd.oci.image.manifest.v1+json;',
      ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
        (name) => `  ${name}_temp_path ${join(folder, name)};`,
      ),
      `  server { listen 127.0.0.1:${port}; root ${root}; location = /v2/ { return 200; } }`,
      '}',
      '',
    ].join('\n'),
  );
  return startServer('nginx', ['-c', config, '-e', 'stderr'], { url: `http://127.0.0.1:${port}` });
}
