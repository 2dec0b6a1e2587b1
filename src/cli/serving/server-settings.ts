import { parseSize } from '../../config/index.ts';
import type { LogLevel } from '../../server/index.ts';
import { CommandError } from '../exit.ts';
import { azureAddress } from './azure.ts';
import { type ListenAddress, parseListenAddress } from './listen-address.ts';
import type { ServerFlags } from './options.ts';

/** What the flags of `serve` say by themselves. */
export interface ServerSettings {
  readonly listen: ListenAddress;
  /** Undefined without `--azure`. */
  readonly azure: ListenAddress | undefined;
  readonly ttlMs: number;
  readonly missingTtlMs: number;
  readonly graceMs: number;
  readonly maxStoreBytes: number | undefined;
  readonly allowedHosts: readonly string[];
  readonly offline: boolean;
  /** Undefined where the log is not wanted, and people are told instead. */
  readonly logLevel: LogLevel | undefined;
}

export function serverSettings(flags: ServerFlags): ServerSettings {
  const listen = parseListenAddress(flags.listen);
  if (!listen.ok) throw new CommandError(`--listen: ${listen.error}`);
  return {
    listen: listen.value,
    azure: azureAddress(flags.azure),
    ttlMs: milliseconds('--ttl', flags.ttl),
    missingTtlMs: milliseconds('--missing-ttl', flags.missingTtl),
    graceMs: milliseconds('--grace', flags.grace),
    maxStoreBytes: flags.maxStoreSize === undefined ? undefined : storeSize(flags.maxStoreSize),
    allowedHosts: [...hostNames(flags.allowHost ?? []), ...(flags.tlsHost ?? [])],
    offline: flags.offline ?? false,
    logLevel: flags.log === true ? 'info' : flags.log,
  };
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
