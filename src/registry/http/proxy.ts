import { BlockList, isIP } from 'node:net';
import { hostnameOf, isLoopback } from '../hosts.ts';

/**
 * The way out for https. Without TLS only registries on this machine are spoken to, and those are never behind a proxy.
 */
export interface ProxySettings {
  /** The proxy's URL, `http:` or `https:`, with its credentials if it wants some; a bare `host:port` means http. */
  readonly https: string;
  /** Hosts that are reached directly, as NO_PROXY lists them. */
  readonly except?: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** HTTPS_PROXY, else ALL_PROXY, and NO_PROXY; in lower case they win, as with curl. */
export function proxyFromEnvironment(environment: Environment): ProxySettings | undefined {
  const read = (name: string): string | undefined =>
    environment[name.toLowerCase()]?.trim() || environment[name]?.trim() || undefined;
  const https = read('HTTPS_PROXY') ?? read('ALL_PROXY');
  const except = (read('NO_PROXY') ?? '').split(/[\s,]+/).filter((entry) => entry !== '');
  return https === undefined ? undefined : { https, except };
}

/**
 * The proxy for a target, undefined for a direct connection. What NO_PROXY means follows Go's `http.ProxyFromEnvironment`,
 * which Docker's tools use: `*`, a domain with all below it, `.domain` for those below it alone, an address, a CIDR block, each but
 * the last with an optional port; this machine is never reached through a proxy.
 */
export function proxyFor(target: URL, settings: ProxySettings | undefined): string | undefined {
  if (settings === undefined || target.protocol !== 'https:' || isLoopback(target.hostname)) return undefined;
  const host = hostnameOf(target.hostname);
  const port = target.port === '' ? '443' : target.port;
  const excepted = (settings.except ?? []).some((entry) => excepts(entry.toLowerCase(), host, port));
  return excepted ? undefined : settings.https;
}

function excepts(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return inBlock(entry, host);
  const name = hostnameOf(entry);
  const wantedPort = isIP(entry) === 6 ? undefined : /:(\d+)$/.exec(entry)?.[1];
  if (wantedPort !== undefined && wantedPort !== port) return false;
  if (name.startsWith('*.')) return host.endsWith(name.slice(1));
  if (name.startsWith('.')) return host.endsWith(name);
  return name !== '' && (host === name || (isIP(host) === 0 && host.endsWith(`.${name}`)));
}

function inBlock(entry: string, host: string): boolean {
  const [network = '', bits = ''] = entry.split('/', 2);
  const family = isIP(network);
  if (family === 0 || isIP(host) !== family || !/^\d{1,3}$/.test(bits)) return false;
  if (Number(bits) > (family === 4 ? 32 : 128)) return false;
  const block = new BlockList();
  const type = family === 4 ? 'ipv4' : 'ipv6';
  block.addSubnet(network, Number(bits), type);
  return block.check(host, type);
}

/** The address of a proxy, undefined when it is not one of an HTTP proxy (`socks5:`). */
export function parseProxy(text: string): URL | undefined {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url?.protocol === 'http:' || url?.protocol === 'https:' ? url : undefined;
}
