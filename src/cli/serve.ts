import { parseSize } from '../config/index.ts';
import { openConfiguration } from './configuration.ts';
import { CommandError, type ExitCode } from './exit.ts';
import type { ConfigurationFlags } from './flags.ts';
import { say } from './say.ts';
import { anonymousPulls } from './serving/anonymous-pulls.ts';
import { azureAddress, startAzure } from './serving/azure.ts';
import { chooseStore } from './serving/choose-store.ts';
import { introduction } from './serving/introduction.ts';
import { parseListenAddress } from './serving/listen-address.ts';
import type { ServerFlags } from './serving/options.ts';
import { openPasswordFile } from './serving/password-file.ts';
import { daily, onHangup } from './serving/reload.ts';
import { requireServableRules } from './serving/servable-rules.ts';
import { type ServerCertificate, serverCertificate } from './serving/server-certificate.ts';
import { startLocal } from './serving/start-local.ts';
import { stopSignal } from './serving/stop-signal.ts';
import { readClientAuthorities } from './serving/tls-files.ts';
import { readTokenKey } from './serving/token-key.ts';
import { trustLines } from './serving/trust-lines.ts';
import { configuredUpstreams } from './serving/upstream-access.ts';
import { unusedUpstreams } from './serving/upstreams.ts';
import { version } from './version.ts';

export interface ServeFlags extends ConfigurationFlags, ServerFlags {}

/**
 * `pullthrough serve`: a registry that behaves as ACR does with the cache rules of the configuration. Standard output gets one
 * line, when pulls are welcome, and with `--azure` the shell lines that send az there. Runs until SIGINT or SIGTERM, and then lets
 * what runs finish; reads the configuration and the certificate again at SIGHUP.
 */
export async function serveCommand(flags: ServeFlags, warn: (message: string) => void): Promise<ExitCode> {
  const listen = parseListenAddress(flags.listen);
  if (!listen.ok) throw new CommandError(`--listen: ${listen.error}`);
  const azureListen = azureAddress(flags.azure);
  const ttlMs = milliseconds('--ttl', flags.ttl);
  const missingTtlMs = milliseconds('--missing-ttl', flags.missingTtl);
  const graceMs = milliseconds('--grace', flags.grace);
  const maxStoreBytes = flags.maxStoreSize === undefined ? undefined : storeSize(flags.maxStoreSize);
  const allowedHosts = hostNames(flags.allowHost ?? []);
  const configuration = openConfiguration(process.cwd(), flags, warn);
  const { registry, settings } = configuration;
  requireServableRules(registry, azureListen !== undefined);
  const configured = await configuredUpstreams(configuration);
  for (const warning of unusedUpstreams(registry, configured)) warn(warning);
  const store = await chooseStore(flags.store, process.env, warn);
  const library = await import('./local-registry.ts');
  library.settleProcess();
  const certificate = (): Promise<ServerCertificate | undefined> =>
    serverCertificate(library, flags, { storeDir: store.directory, host: listen.value.host });
  const tls = await certificate();
  const clientCa = await readClientAuthorities(flags.tlsClientCa, tls !== undefined);
  const passwords =
    flags.htpasswd === undefined ? undefined : openPasswordFile(library, flags.htpasswd, warn);
  if (passwords !== undefined && tls === undefined && !library.isLoopback(listen.value.host)) {
    warn(`passwords reach ${flags.listen} unencrypted: serve https, or put a proxy in front that does`);
  }
  if (passwords === undefined && clientCa === undefined && !library.isLoopback(listen.value.host)) {
    warn(`whoever reaches ${flags.listen} pulls from the upstreams with your credentials`);
  }
  // Whoever read our messages may leave; the pulls of others go on.
  process.stderr.on('error', () => {});
  const stopped = stopSignal();
  const { offline = false } = flags;
  const local = await startLocal(library, {
    registry,
    configured,
    rulesMayCome: azureListen !== undefined,
    replacements: flags.upstream ?? [],
    ...store.options,
    ttlMs,
    missingTtlMs,
    listen: {
      ...listen.value,
      ...(tls === undefined ? {} : { tls }),
      ...(clientCa === undefined ? {} : { clientCa }),
    },
    offline,
    version,
    allowedHosts: [...allowedHosts, ...(flags.tlsHost ?? [])],
    faithful: flags.faithful ?? false,
    tokenKey: readTokenKey(store.directory),
    // az insists on being challenged.
    ...(azureListen === undefined ? {} : { challenge: true }),
    ...(passwords === undefined ? {} : { passwords }),
    ...(maxStoreBytes === undefined ? {} : { maxStoreBytes }),
    ...(flags.log === undefined ? {} : { log: writeLog, logLevel: flags.log === true ? 'info' : flags.log }),
  });
  const { server } = local;
  const { url } = server;
  const azure =
    azureListen === undefined
      ? undefined
      : await startAzure(library, {
          local,
          registry,
          ...(settings.registry?.name === undefined ? {} : { registryName: settings.registry.name }),
          storeDir: store.directory,
          listen: azureListen,
        }).catch(async (error: unknown) => {
          await local.close(0);
          throw error;
        });
  process.stdout.write(`listening on ${url}\n${azure?.script ?? ''}`);
  const tell = (line: string): void => {
    if (flags.log === undefined && flags.quiet !== true) say(line);
  };
  const served = azure?.plane.registry ?? registry;
  for (const line of introduction({ registry: served, url, store: store.name, offline })) tell(line);
  if (passwords !== undefined) tell(`after docker login ${new URL(url).host}`);
  if (tls?.caFile !== undefined) {
    for (const line of trustLines(tls.caFile, new URL(url).host)) tell(line);
  }
  const warnOf = (message: string): void => {
    if (flags.log === undefined) warn(message);
    else server.log({ level: 'warn', event: 'configuration', message });
  };
  for (const note of azure?.plane.notes ?? []) warnOf(note);
  // A credential helper may take its time: nobody waits for it.
  if (!offline) {
    anonymousPulls(library, registry, local.endpointOf).then(
      (warnings) => warnings.forEach(warnOf),
      (error: unknown) => warnOf(`credentials were not looked for: ${String(error)}`),
    );
  }
  const reload = async (): Promise<void> => {
    const next = openConfiguration(process.cwd(), flags, warnOf);
    requireServableRules(next.registry, azureListen !== undefined);
    const upstreams = await configuredUpstreams(next);
    const renewed = await certificate();
    local.reconfigure(next.registry, upstreams);
    const merged = await azure?.plane.reconfigure(next.registry);
    for (const note of merged?.notes ?? []) warnOf(note);
    if (renewed !== undefined) server.useCertificate(renewed);
    tell('SIGHUP: the configuration and the certificate were read again');
    server.log({ level: 'info', event: 'reloaded' });
  };
  const stopReloading = onHangup(reload, (problem) =>
    warnOf(`SIGHUP: ${problem}; what was in force before stays in force`),
  );
  const stopRenewing = tls?.caFile === undefined ? undefined : daily(certificate, server.useCertificate);
  const signal = await stopped;
  stopReloading();
  stopRenewing?.();
  tell(`${signal}: finishing the pulls that run; a second signal ends them`);
  const deadline = performance.now() + graceMs;
  await server.drain(graceMs);
  await azure?.plane.close(Math.max(0, deadline - performance.now()));
  await local.close(Math.max(0, deadline - performance.now()));
  return 0;
}

/** Only ASCII: a path that a client asked for must not command the terminal that shows the log. */
function writeLog(line: string): void {
  const ascii = line.replace(
    /[\x7f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  process.stderr.write(ascii);
}

function milliseconds(flag: string, text: string): number {
  if (!/^\d{1,9}(\.\d{1,3})?$/.test(text))
    throw new CommandError(`${flag}: "${text}" is no number of seconds`);
  return Math.round(Number(text) * 1_000);
}

function hostNames(names: readonly string[]): readonly string[] {
  const wrong = names.find((name) => !/^[a-zA-Z0-9](?:[a-zA-Z0-9.-]{0,252})$/.test(name));
  if (wrong === undefined) return names;
  throw new CommandError(`--allow-host: "${wrong}" is no host name`, 'such as cache.example, without a port');
}

function storeSize(text: string): number {
  const bytes = parseSize(text);
  if (bytes === undefined || bytes === 0) {
    throw new CommandError(`--max-store-size: "${text}" is no size`, 'such as 20GB or 500MiB');
  }
  return bytes;
}
