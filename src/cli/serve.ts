import type { ExitCode } from './exit.ts';
import type { ConfigurationFlags } from './flags.ts';
import { say } from './say.ts';
import { anonymousPulls } from './serving/anonymous-pulls.ts';
import { introduction } from './serving/introduction.ts';
import { type OpenServer, openServer, reopenServer } from './serving/open-server.ts';
import type { ServerFlags } from './serving/options.ts';
import { daily, onHangup } from './serving/reload.ts';
import { type ServerSettings, serverSettings } from './serving/server-settings.ts';
import { stopSignal } from './serving/stop-signal.ts';
import { trustLines } from './serving/trust-lines.ts';

export interface ServeFlags extends ConfigurationFlags, ServerFlags {}

/**
 * `pullthrough serve`: a registry that behaves as ACR does with the cache rules of the configuration. Standard output gets one
 * line, when pulls are welcome, and with `--azure` the shell lines that send az there. Runs until SIGINT or SIGTERM, and then lets
 * what runs finish; reads the configuration and the certificate again at SIGHUP.
 */
export async function serveCommand(flags: ServeFlags, warn: (message: string) => void): Promise<ExitCode> {
  const settings = serverSettings(flags);
  const opened = await openServer(flags, settings, warn);
  const { local, azure, tls, certificate } = opened;
  const { server } = local;
  // Whoever read our messages may leave; the pulls of others go on.
  process.stderr.on('error', () => {});
  const stopped = stopSignal();
  const isLogged = settings.logLevel !== undefined;
  const tell = (line: string): void => {
    if (!isLogged && flags.quiet !== true) say(line);
  };
  const warnOf = (message: string): void => {
    if (isLogged) server.log({ level: 'warn', event: 'configuration', message });
    else warn(message);
  };
  process.stdout.write(`listening on ${server.url}\n${azure?.script ?? ''}`);
  for (const line of greeting(opened, settings)) tell(line);
  for (const note of azure?.plane.notes ?? []) warnOf(note);
  if (!settings.offline) warnOfAnonymousPulls(opened, warnOf);

  const reload = async (): Promise<void> => {
    await reopenServer(opened, flags, warnOf);
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
  const deadline = performance.now() + settings.graceMs;
  const left = (): number => Math.max(0, deadline - performance.now());
  await server.drain(settings.graceMs);
  await azure?.plane.close(left());
  await local.close(left());
  return 0;
}

/** What is served, and how to get at it. */
function greeting(
  { local, azure, registry, access, tls, storeName }: OpenServer,
  { offline }: ServerSettings,
): readonly string[] {
  const { url } = local.server;
  const { host } = new URL(url);
  return [
    ...introduction({ registry: azure?.plane.registry ?? registry, url, store: storeName, offline }),
    ...(access.passwords === undefined ? [] : [`after docker login ${host}`]),
    ...(tls?.caFile === undefined ? [] : trustLines(tls.caFile, host)),
  ];
}

/** A credential helper may take its time: nobody waits for it. */
function warnOfAnonymousPulls(
  { library, local, registry }: OpenServer,
  warn: (message: string) => void,
): void {
  anonymousPulls(library, registry, local.endpointOf).then(
    (warnings) => warnings.forEach(warn),
    (error: unknown) => warn(`credentials were not looked for: ${String(error)}`),
  );
}
