import { type AgentOptions, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent, type RequestOptions } from 'node:https';
import { type ConnectionOptions, rootCertificates, type SecureContextOptions } from 'node:tls';
import { err, ok, type Result } from '../../result.ts';
import { hostnameOf } from '../hosts.ts';
import type { TlsSettings } from '../types.ts';
import type { TransportFailure } from './failure.ts';
import { type ProxySettings, parseProxy, proxyFor } from './proxy.ts';
import { reuseReadMemory } from './read-memory.ts';
import { TunnelAgent } from './tunnel.ts';

/** The kept connections of one registry client. */
export interface Connections {
  /** How a request reaches the URL: address, path, pool, TLS. */
  route(url: URL): Result<RequestOptions, TransportFailure>;
  /** Closes what is not in use. */
  dropIdle(): void;
  /** Closes everything; the requests under way fail. */
  close(): void;
}

export interface ConnectionSettings {
  /** The host that the client certificate and `insecure` are for. */
  readonly ownHostname: string;
  readonly tls?: TlsSettings;
  readonly proxy?: ProxySettings;
  readonly connectMs: number;
}

/**
 * Node reads sockets in pieces of 64 KiB; with its default mark it stops reading after each one until somebody
 * has taken it, which costs about a fifth of the CPU time of a large read (measured at 64 MiB). For connections whose
 * bodies cannot be taken over: it is memory for the others.
 */
const tunnelHighWaterMark = 256 * 1024;

/**
 * What all connections without TLS read into: one read is over before the next begins. With many connections each gets less at a
 * time, because what a reader cannot take at once has to be kept.
 */
const plainMemory = lazily(() => Buffer.allocUnsafeSlow(256 * 1024));
const plainBytes = (connections: number): number =>
  connections <= 16 ? 256 * 1024 : connections <= 32 ? 128 * 1024 : 64 * 1024;

/** A TLS record holds no more than this (RFC 8446, 5.1). A write to one connection may read it, so that each needs its own. */
const recordBytes = 16 * 1024;

type Pool = HttpAgent | HttpsAgent | TunnelAgent;

export function createConnections(settings: ConnectionSettings): Connections {
  const pools = new Map<string, Pool>();
  const kept: AgentOptions = { keepAlive: true, maxFreeSockets: 32, scheduling: 'lifo' };
  const tunnelled: AgentOptions & { readonly highWaterMark: number } = {
    ...kept,
    highWaterMark: tunnelHighWaterMark,
  };
  const own = ownTls(settings.tls);
  const others = otherTls(settings.tls);
  const pool = (key: string, make: () => Pool): Pool => {
    const existing = pools.get(key);
    if (existing !== undefined) return existing;
    const made = make();
    pools.set(key, made);
    return made;
  };

  return {
    route: (url) => {
      if (url.protocol === 'http:')
        return ok({ ...address(url), agent: pool('http', () => reading(new HttpAgent(kept), plainPiece)) });
      const wanted = proxyFor(url, settings.proxy);
      const proxy = wanted === undefined ? undefined : parseProxy(wanted);
      if (wanted !== undefined && proxy === undefined) return err(noProxy);
      const agent = pool(`https ${proxy?.href ?? ''}`, () =>
        proxy === undefined
          ? reading(new HttpsAgent(kept), () => Buffer.allocUnsafeSlow(recordBytes))
          : new TunnelAgent(proxy, settings.connectMs, tunnelled),
      );
      const hostname = hostnameOf(url.hostname);
      const tls = hostname === settings.ownHostname ? own : others;
      return ok({ ...address(url), agent, ...tls });
    },
    dropIdle: () => {
      for (const { freeSockets } of pools.values()) {
        for (const sockets of Object.values(freeSockets))
          for (const socket of sockets ?? []) socket.destroy();
      }
    },
    close: () => {
      for (const agent of pools.values()) agent.destroy();
      pools.clear();
    },
  };
}

function plainPiece(connections: number): Buffer {
  return plainMemory().subarray(0, plainBytes(connections));
}

function reading<A extends HttpAgent>(agent: A, memory: (connections: number) => Buffer): A {
  reuseReadMemory(agent, memory);
  return agent;
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function address(url: URL): RequestOptions {
  return {
    host: hostnameOf(url.hostname),
    port: url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port),
    path: url.pathname + url.search,
  };
}

const noProxy: TransportFailure = {
  code: 'network',
  message: 'the proxy that is set is not the address of an HTTP proxy',
  reason: 'PROXY_ADDRESS',
};

/** Our own trust comes on top of what Node trusts: private registries redirect to public storage. */
function otherTls({ ca }: TlsSettings = {}): SecureContextOptions {
  return ca === undefined ? {} : { ca: [...rootCertificates, ...(typeof ca === 'string' ? [ca] : ca)] };
}

function ownTls(tls: TlsSettings = {}): ConnectionOptions {
  return {
    ...otherTls(tls),
    ...(tls.cert === undefined ? {} : { cert: tls.cert }),
    ...(tls.key === undefined ? {} : { key: tls.key }),
    ...(tls.insecure === true ? { rejectUnauthorized: false } : {}),
  };
}
