import type { CacheRegistry } from '../cache/index.ts';
import type { Passwords } from './auth/passwords.ts';
import type { LogLevel } from './observe/log.ts';
import type { OpenStore } from './store/types.ts';
import type { Upstreams } from './upstream.ts';

/** PEM. */
export interface TlsOptions {
  readonly cert: string;
  readonly key: string;
}

export interface ListenOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** https instead of http. */
  readonly tls?: TlsOptions;
  /** PEM: with `tls`, only clients with a certificate of these authorities are served. */
  readonly clientCa?: string;
}

export interface ServerOptions {
  readonly registry: CacheRegistry;
  readonly upstreams: Upstreams;
  /** The directory of the store; made when it is missing. Given unless `openStore` is. */
  readonly storeDir?: string;
  /** Opens another kind of store. */
  readonly openStore?: OpenStore;
  readonly listen?: ListenOptions;
  /** How long what a tag names, and a list, counts as current, in milliseconds. Default 300,000, the longest delay of ACR (Azure/acr#860); 0 asks each time. */
  readonly ttlMs?: number;
  /** How long something counts as missing after the upstream said so, in milliseconds. Default 5,000; 0 asks each time. */
  readonly missingTtlMs?: number;
  /** How long an upstream that failed is left alone with the same question, in milliseconds. Default 5,000; 0 asks each time. */
  readonly failedTtlMs?: number;
  /** Ask no upstream anything. */
  readonly offline?: boolean;
  /** Behave as ACR does also where that serves nobody: asynchronous import, `X-Azure-Origin`, its error texts, a token for `GET /v2/`. */
  readonly faithful?: boolean;
  /** Serve only those who have one of these passwords, or a token for one. Everybody when not given. */
  readonly passwords?: Passwords;
  /** Signs tokens; 32 random bytes. Servers that share it take each other's tokens. New with each start when not given. */
  readonly tokenKey?: Uint8Array;
  /** Answer `GET /v2/` with a challenge although everybody gets a token: az goes no other way. */
  readonly challenge?: boolean;
  /** Bytes of blobs that are kept; the images that were pulled longest ago make room. Unbounded when not given. */
  readonly maxStoreBytes?: number;
  /** Default 8 MiB; the specification expects 4. */
  readonly maxManifestBytes?: number;
  /** Bytes of manifests that are kept in memory. Default 16 MiB. */
  readonly manifestMemoryBytes?: number;
  /** Milliseconds after which a client that takes nothing of its answer is sent away. Default 60,000. */
  readonly stallMs?: number;
  /** Milliseconds that a client has for its request's header. Default 60,000: 500 clients at a time on a loaded machine are not looked at for many seconds. */
  readonly headerTimeoutMs?: number;
  /** Connections of clients at a time; what comes beyond them is closed. Default 10,000. */
  readonly maxConnections?: number;
  /** Names by which a server on loopback may be addressed, beside those that nobody can register (`http/visitor.ts`). */
  readonly allowedHosts?: readonly string[];
  /** Takes JSON lines. */
  readonly log?: (line: string) => void;
  /** Default `info`. */
  readonly logLevel?: LogLevel;
  /** The program's, as the metrics and the status page tell it. */
  readonly version?: string;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}
