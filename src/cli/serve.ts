import { parseSize } from '../config/index.ts';
import { openConfiguration } from './configuration.ts';
import { CommandError, type ExitCode } from './exit.ts';
import type { ConfigurationFlags } from './flags.ts';
import { say } from './say.ts';
import { introduction } from './serving/introduction.ts';
import { parseListenAddress } from './serving/listen-address.ts';
import type { ServerFlags } from './serving/options.ts';
import { requireServableRules } from './serving/servable-rules.ts';
import { startLocal } from './serving/start-local.ts';
import { stopSignal } from './serving/stop-signal.ts';
import { prepareStore } from './serving/store-directory.ts';
import { readTlsFiles } from './serving/tls-files.ts';

export interface ServeFlags extends ConfigurationFlags, ServerFlags {}

/**
 * `pullthrough serve`: a registry that behaves as ACR does with the cache rules of the configuration. Standard output gets one
 * line, when pulls are welcome. Runs until SIGINT or SIGTERM, and then lets what runs finish.
 */
export async function serveCommand(flags: ServeFlags, warn: (message: string) => void): Promise<ExitCode> {
  const listen = parseListenAddress(flags.listen);
  if (!listen.ok) throw new CommandError(`--listen: ${listen.error}`);
  const ttlMs = milliseconds('--ttl', flags.ttl);
  const missingTtlMs = milliseconds('--missing-ttl', flags.missingTtl);
  const maxStoreBytes = flags.maxStoreSize === undefined ? undefined : storeSize(flags.maxStoreSize);
  const allowedHosts = hostNames(flags.allowHost ?? []);
  const tls = await readTlsFiles(flags.tlsCert, flags.tlsKey);
  const { registry } = openConfiguration(process.cwd(), flags, warn);
  requireServableRules(registry);
  const storeDir = prepareStore(flags.store, process.env);
  const library = await import('./local-registry.ts');
  library.settleProcess();
  if (!library.isLoopback(listen.value.host)) {
    warn(`whoever reaches ${flags.listen} pulls from the upstreams with your credentials`);
  }
  // Whoever read our messages may leave; the pulls of others go on.
  process.stderr.on('error', () => {});
  const stopped = stopSignal();
  const { server, close } = await startLocal(library, {
    registry,
    replacements: flags.upstream ?? [],
    storeDir,
    ttlMs,
    missingTtlMs,
    listen: { ...listen.value, ...(tls === undefined ? {} : { tls }) },
    offline: flags.offline ?? false,
    allowedHosts,
    ...(maxStoreBytes === undefined ? {} : { maxStoreBytes }),
    ...(flags.log === true ? { log: writeLog } : {}),
  });
  process.stdout.write(`listening on ${server.url}\n`);
  const tell = (line: string): void => {
    if (flags.log !== true && flags.quiet !== true) say(line);
  };
  const { url } = server;
  for (const line of introduction({ registry, url, store: storeDir, offline: flags.offline ?? false }))
    tell(line);
  const signal = await stopped;
  tell(`${signal}: finishing the pulls that run; a second signal ends them`);
  await close();
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
