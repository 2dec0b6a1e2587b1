import type { TableValue, Value } from '../values/value.ts';
import { tableAt, textAt } from './args.ts';
import { bytesOf, textOf } from './bytes.ts';
import { escapeBytes } from './escape.ts';
import { kindName } from './kind-name.ts';
import { table, text } from './make.ts';
import { FunctionFailure, type Functions } from './types.ts';

/** URLs in parts and together (sprig 3.3.0, url.go; Go's net/url for what is well formed). */
export const urls: Functions = {
  urlParse: { params: ['string'], run: (args) => parse(textAt(args, 0)) },
  urlJoin: { params: ['table'], run: (args) => text(join(tableAt(args, 0))) },
};

function parse(url: string): Value {
  const [, withoutFragment = '', fragment = ''] = /^([^#]*)#?(.*)$/s.exec(url) ?? [];
  const [, scheme = '', afterScheme = ''] =
    /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(.*)$/s.exec(withoutFragment) ?? [];
  const problem = /\p{Cc}/u.test(url)
    ? 'net/url: invalid control character in URL'
    : withoutFragment.startsWith(':')
      ? 'missing protocol scheme'
      : /^[^/?]*:/.test(afterScheme) && scheme === ''
        ? 'first path segment in URL cannot contain colon'
        : undefined;
  if (problem !== undefined)
    throw new FunctionFailure(`unable to parse url: parse ${JSON.stringify(url)}: ${problem}`);
  const [, hierarchy = '', query = ''] = /^([^?]*)\??(.*)$/s.exec(afterScheme) ?? [];
  const opaque = scheme !== '' && hierarchy !== '' && !hierarchy.startsWith('/') ? hierarchy : '';
  const [, authority = '', path = ''] = /^(?:\/\/([^/]*))?(.*)$/s.exec(hierarchy) ?? [];
  const [, userinfo = '', host = ''] = /^(?:(.*)@)?(.*)$/s.exec(authority) ?? [];
  const wrong = wrongHost(host);
  if (wrong !== undefined)
    throw new FunctionFailure(`unable to parse url: parse ${JSON.stringify(url)}: ${wrong}`);
  return table([
    ['scheme', text(scheme.toLowerCase())],
    ['host', text(host)],
    ['hostname', text(host.replace(/:\d*$/, '').replace(/^\[(.*)\]$/, '$1'))],
    ['path', text(opaque === '' ? unescaped(path) : '')],
    ['query', text(query)],
    ['opaque', text(opaque)],
    ['fragment', text(unescaped(fragment))],
    ['userinfo', text(userinfo)],
  ]);
}

function wrongHost(host: string): string | undefined {
  if (host.startsWith('[') && !host.includes(']')) return "missing ']' in host";
  const port = /:[^:\]]*$/.exec(host)?.[0] ?? '';
  if (!/^:?\d*$/.test(port)) return `invalid port ${JSON.stringify(port)} after host`;
  const [illegal] = /[^\w.~!$&'()*+,;=:[\]<>"%\x80-\uffff-]/.exec(host) ?? [];
  return illegal === undefined ? undefined : `invalid character ${JSON.stringify(illegal)} in host name`;
}

function unescaped(given: string): string {
  if (/%(?![0-9A-Fa-f]{2})/.test(given)) throw new FunctionFailure('unable to parse url: invalid URL escape');
  const latin = Array.from(bytesOf(given), (byte) => String.fromCharCode(byte)).join('');
  const bytes = latin.replace(/%([0-9A-Fa-f]{2})/g, (_, hex) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return textOf(Uint8Array.from(bytes, (unit) => unit.charCodeAt(0)));
}

function join(parts: TableValue): string {
  const part = (key: string): string => {
    const value = parts.entries.get(key);
    if (value === undefined || (value.kind === 'string' && value.type === undefined))
      return value?.value ?? '';
    throw new FunctionFailure(
      value.kind === 'nil'
        ? 'runtime error: invalid memory address or nil pointer dereference'
        : `unable to parse ${key} key, must be of type string, but ${kindName(value)} found`,
    );
  };
  const [scheme, given, query] = [part('scheme'), part('path'), part('query')];
  const host = escapeBytes(part('host'), /[A-Za-z0-9_.~!$&'()*+,;=:[\]<>"-]/);
  const [opaque, fragment, userinfo] = [part('opaque'), part('fragment'), part('userinfo')];
  const user = userinfo === '' ? '' : `${userinfo}@`;
  const path = escapeBytes(given, /[A-Za-z0-9$&+,/:;=@_.~!'()*-]/);
  const rooted = path !== '' && !path.startsWith('/') && host !== '' ? `/${path}` : path;
  const authority =
    host !== '' || user !== '' || (scheme !== '' && path.startsWith('//')) ? `//${user}${host}` : '';
  const colon = authority === '' && scheme === '' && /^[^/]*:/.test(rooted) ? './' : '';
  const hierarchy = opaque === '' ? authority + colon + rooted : opaque;
  const tail =
    (query && `?${query}`) + (fragment && `#${escapeBytes(fragment, /[A-Za-z0-9$&+,/:;=?@_.~!'()*-]/)}`);
  return (scheme && `${scheme}:`) + hierarchy + tail;
}
