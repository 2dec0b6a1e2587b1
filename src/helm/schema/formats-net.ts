import { quote } from '../go/fmt/quote.ts';

export function ipv4Problem(text: string): string | undefined {
  const groups = text.split('.');
  if (groups.length !== 4) return 'expected four decimals';
  for (const group of groups) {
    if (group.length > 1 && group.startsWith('0')) return 'leading zeros';
    if (!/^[+-]?\d+$/.test(group)) return `strconv.Atoi: parsing ${JSON.stringify(group)}: invalid syntax`;
    if (Number(group) < 0 || Number(group) > 255) return 'decimal must be between 0 and 255';
  }
  return undefined;
}

/** RFC 4291, without a zone. */
export function ipv6Problem(text: string): string | undefined {
  if (!text.includes(':')) return 'missing colon';
  if (text.includes('%')) return 'zone id is not a part of ipv6 address';
  const halves = text.split('::');
  const groupsOf = (half = ''): readonly string[] => (half === '' ? [] : half.split(':'));
  const groups = [...groupsOf(halves[0]), ...groupsOf(halves[1])];
  const last = groups.at(-1) ?? '';
  const dotted = last.includes('.') && !text.endsWith(':');
  const hex = dotted ? groups.slice(0, -1) : groups;
  const count = hex.length + (dotted ? 2 : 0);
  const good =
    halves.length <= 2 &&
    (halves.length === 2 ? count < 8 : count === 8) &&
    hex.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group)) &&
    (!dotted || (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(last) && ipv4Problem(last) === undefined));
  return good ? undefined : `ParseAddr(${JSON.stringify(text)}): unable to parse IP`;
}

export function hostnameProblem(text: string): string | undefined {
  const name = text.endsWith('.') ? text.slice(0, -1) : text;
  if (name.length > 253) return 'more than 253 characters long';
  for (const label of name.split('.')) {
    if (label.length < 1 || label.length > 63) return 'label must be 1 to 63 characters long';
    if (label.startsWith('-')) return 'label starts with hyphen';
    if (label.endsWith('-')) return 'label ends with hyphen';
    const wrong = /[^a-zA-Z0-9-]/u.exec(label)?.[0];
    if (wrong !== undefined) return `invalid character ${runeQuoted(wrong)}`;
  }
  return undefined;
}

export function uriProblem(text: string): string | undefined {
  return parseProblem(text) ?? (/^[a-zA-Z][a-zA-Z0-9+.-]*:/.test(text) ? undefined : 'relative url');
}

export function uriReferenceProblem(text: string): string | undefined {
  return text.includes('\\') ? 'contains \\' : parseProblem(text);
}

/** What Go's `url.Parse` refuses. */
function parseProblem(text: string): string | undefined {
  const wrong = (reason: string): string => `parse ${JSON.stringify(text)}: ${reason}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  if (/[\0-\x1f\x7f]/.test(text)) return wrong('net/url: invalid control character in URL');
  const [beforeFragment = '', fragment = ''] = text.split(/#(.*)/s);
  const [beforeQuery = ''] = beforeFragment.split('?', 1);
  if (beforeQuery.startsWith(':')) return wrong('missing protocol scheme');
  const scheme = /^([^:/]*):/.exec(beforeQuery);
  const isScheme = scheme !== null && /^[a-zA-Z][a-zA-Z0-9+.-]*$/.test(scheme[1] ?? '');
  if (scheme !== null && !isScheme) return wrong('first path segment in URL cannot contain colon');
  const rest = isScheme ? beforeQuery.slice(scheme[0].length) : beforeQuery;
  // What follows a scheme without a slash is taken as it is.
  const opaque = isScheme && !rest.startsWith('/');
  const wrongEscape = /%(?![0-9a-fA-F]{2}).{0,2}/s.exec(opaque ? fragment : rest + fragment)?.[0];
  if (wrongEscape !== undefined) return wrong(`invalid URL escape ${JSON.stringify(wrongEscape)}`);
  return opaque || !rest.startsWith('//')
    ? undefined
    : authorityProblem(rest.slice(2).split('/')[0] ?? '', wrong);
}

function authorityProblem(authority: string, wrong: (reason: string) => string): string | undefined {
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  if (/[ "<>\\^`{|}]/.test(host)) return wrong('invalid character in host name');
  const address = /^\[([^\]]*)\](?::\d*)?$/.exec(host)?.[1];
  if (address !== undefined) {
    const problem = address.includes(':') ? ipv6Problem(address) : undefined;
    return problem === undefined ? undefined : `invalid ipv6 address: ${problem}`;
  }
  if (host.includes('[')) return wrong("missing ']' in host");
  const port = /^[^:]*:(.*)$/s.exec(host)?.[1];
  if (port?.includes(':')) return 'ipv6 address not enclosed in brackets';
  if (port !== undefined && !/^\d*$/.test(port)) return wrong(`invalid port ":${port}" after host`);
  return undefined;
}

export function runeQuoted(character: string): string {
  return quote(character, { mark: "'" });
}
