import { openConfiguration } from '../configuration.ts';
import type { ConfigurationFlags } from '../flags.ts';
import { version } from '../version.ts';
import { type Azure, startAzure } from './azure.ts';
import { chooseStore } from './choose-store.ts';
import { type ClientAccess, clientAccess } from './client-access.ts';
import type { LocalRegistry } from './library.ts';
import { writeLogLine } from './log-line.ts';
import type { ServerFlags } from './options.ts';
import { requireServableRules } from './servable-rules.ts';
import { type ServerCertificate, serverCertificate } from './server-certificate.ts';
import type { ServerSettings } from './server-settings.ts';
import { type LocalServer, startLocal } from './start-local.ts';
import { readTokenKey } from './token-key.ts';
import { configuredUpstreams } from './upstream-access.ts';
import { unusedUpstreams } from './upstreams.ts';

export interface OpenServer {
  readonly library: LocalRegistry;
  readonly local: LocalServer;
  readonly azure: Azure | undefined;
  readonly registry: ReturnType<typeof openConfiguration>['registry'];
  readonly access: ClientAccess;
  readonly tls: ServerCertificate | undefined;
  /** Reads or makes the certificate anew. */
  readonly certificate: () => Promise<ServerCertificate | undefined>;
  /** The store, for people. */
  readonly storeName: string;
}

type Warn = (message: string) => void;

/** Starts what `serve` runs, all of it or nothing. */
export async function openServer(
  flags: ConfigurationFlags & ServerFlags,
  settings: ServerSettings,
  warn: Warn,
): Promise<OpenServer> {
  const { listen, azure: azureListen, maxStoreBytes, logLevel } = settings;
  const configuration = openConfiguration(process.cwd(), flags, warn);
  const { registry } = configuration;
  const rulesMayCome = azureListen !== undefined;
  requireServableRules(registry, rulesMayCome);
  const configured = await configuredUpstreams(configuration);
  for (const warning of unusedUpstreams(registry, configured)) warn(warning);
  const store = await chooseStore(flags.store, process.env, warn);
  const library = await import('../local-registry.ts');
  library.settleProcess();
  const certificate = (): Promise<ServerCertificate | undefined> =>
    serverCertificate(library, flags, { storeDir: store.directory, host: listen.host });
  const tls = await certificate();
  const access = await clientAccess(library, flags, { host: listen.host, https: tls !== undefined }, warn);
  const { clientCa, passwords } = access;
  const local = await startLocal(library, {
    registry,
    configured,
    rulesMayCome,
    replacements: flags.upstream ?? [],
    ...store.options,
    ttlMs: settings.ttlMs,
    missingTtlMs: settings.missingTtlMs,
    listen: {
      ...listen,
      ...(tls === undefined ? {} : { tls }),
      ...(clientCa === undefined ? {} : { clientCa }),
    },
    offline: settings.offline,
    version,
    allowedHosts: settings.allowedHosts,
    faithful: flags.faithful ?? false,
    tokenKey: readTokenKey(store.directory),
    // az insists on being challenged.
    ...(azureListen === undefined ? {} : { challenge: true }),
    ...(passwords === undefined ? {} : { passwords }),
    ...(maxStoreBytes === undefined ? {} : { maxStoreBytes }),
    ...(logLevel === undefined ? {} : { log: writeLogLine, logLevel }),
  });
  const { name } = configuration.settings.registry ?? {};
  const azure =
    azureListen === undefined
      ? undefined
      : await startAzure(library, {
          local,
          registry,
          ...(name === undefined ? {} : { registryName: name }),
          storeDir: store.directory,
          listen: azureListen,
        }).catch(async (error: unknown) => {
          await local.close(0);
          throw error;
        });
  return { library, local, azure, registry, access, tls, certificate, storeName: store.name };
}

/** Reads the configuration and the certificate again, for a server that runs. */
export async function reopenServer(
  { local, azure, certificate }: OpenServer,
  flags: ConfigurationFlags & ServerFlags,
  warn: Warn,
): Promise<void> {
  const next = openConfiguration(process.cwd(), flags, warn);
  requireServableRules(next.registry, azure !== undefined);
  const upstreams = await configuredUpstreams(next);
  const renewed = await certificate();
  local.reconfigure(next.registry, upstreams);
  const merged = await azure?.plane.reconfigure(next.registry);
  for (const note of merged?.notes ?? []) warn(note);
  if (renewed !== undefined) local.server.useCertificate(renewed);
}
