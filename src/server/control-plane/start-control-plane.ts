import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import type { CacheRegistry } from '../../cache/index.ts';
import { err, ok, type Result } from '../../result.ts';
import { type Listener, type ListenLimits, openListener } from '../listener.ts';
import type { Log } from '../observe/log.ts';
import type { ListenOptions } from '../options.ts';
import { makeFolder } from '../store/disk/files.ts';
import { takeLock } from '../store/disk/lock.ts';
import { armHandler } from './arm-handler.ts';
import { readChanges, writeChanges } from './changes-file.ts';
import { type CredentialProblemOf, createHealth } from './health.ts';
import { type OpenedPlane, openPlane } from './open-plane.ts';
import { createOperations } from './operations.ts';
import { registryOf } from './state.ts';

export interface ControlPlaneOptions extends ListenLimits {
  /** The server whose rules are changed, and which answers everything but the control plane. */
  readonly server: {
    readonly handle: RequestListener;
    readonly log: Log;
    repositories(): Promise<readonly string[]>;
    useRegistry(registry: CacheRegistry): void;
  };
  /** The registry as the configuration describes it: where the changes start from. */
  readonly configured: CacheRegistry;
  /** The registry's name in Azure. */
  readonly registryName: string;
  /** The server's store. */
  readonly storeDir: string;
  /** A loopback address, for whoever reaches it may change the rules; with TLS, without which no Azure client sends a token. */
  readonly listen: ListenOptions & Required<Pick<ListenOptions, 'host' | 'tls'>>;
  readonly credentialProblemOf: CredentialProblemOf;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

export interface RunningControlPlane extends Pick<OpenedPlane, 'notes' | 'reconfigure'> {
  /** `https://127.0.0.1:5443` */
  readonly url: string;
  /** What is served with the changes that were kept. */
  readonly registry: CacheRegistry;
  close(graceMs: number): Promise<void>;
}

/** `in-use`: another server changes the same registry in this store. `unreadable`: the file of changes is not ours. */
export interface ControlPlaneError {
  readonly code: 'in-use' | 'unreadable';
  /** What, why, and what to do. */
  readonly message: string;
}

/**
 * Opens a second, https listener that answers the part of Azure Resource Manager that ACR's cache rules and credential sets
 * need, and all that the server answers. The changes are kept in the store, and made again to the configuration when the
 * next server starts.
 */
export async function startControlPlane(
  options: ControlPlaneOptions,
): Promise<Result<RunningControlPlane, ControlPlaneError>> {
  const { server, configured, registryName, storeDir, listen, now = Date.now } = options;
  const folder = join(storeDir, 'azure');
  await makeFolder(folder);
  const file = join(folder, `${registryName.toLowerCase()}.json`);
  const locked = await takeLock(join(folder, `${registryName.toLowerCase()}.lock`), folder);
  if (!locked.taken) {
    const message = `process ${locked.holder.pid} on ${locked.holder.host} serves ${registryName} to az from ${storeDir} already; stop it, or use another store`;
    return err({ code: 'in-use', message });
  }
  const { lock } = locked;
  try {
    const changes = await readChanges(file);
    if (!changes.ok) {
      await lock.release();
      const message = `${file}: ${changes.error}; move it away to start from the configuration`;
      return err({ code: 'unreadable', message });
    }
    const handler: { current: RequestListener } = { current: server.handle };
    const listener = await openListener(
      (request, response) => handler.current(request, response),
      listen,
      options,
    );
    const origin = originOf(listener, listen.host);
    const startedAt = new Date(now()).toISOString();
    const { plane, notes, reconfigure } = openPlane({
      registry: { name: registryName, loginServer: new URL(origin).host, createdAt: startedAt },
      origin,
      operations: createOperations(origin),
      configured,
      changes: changes.value,
      keep: (made) => writeChanges(file, made),
      serve: server.useRegistry,
      repositories: server.repositories,
      healthOf: createHealth(options.credentialProblemOf, now),
      now: () => new Date(now()).toISOString(),
    });
    const { log } = server;
    handler.current = armHandler({ plane, log, now, next: server.handle });
    log({ level: 'info', event: 'control-plane-listening', url: origin });
    return ok({
      url: origin,
      registry: registryOf(configured, plane.state()),
      notes,
      reconfigure,
      close: async (graceMs) => {
        await listener.close(graceMs);
        await lock.release();
      },
    });
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** The address under the name that was asked for: `localhost` stays `localhost`. */
function originOf({ url }: Listener, host: string): string {
  return `https://${host.includes(':') ? `[${host}]` : host}:${new URL(url).port}`;
}
