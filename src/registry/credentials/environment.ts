import { type CredentialsProvider, fromPair, noCredentials } from './types.ts';

const prefix = 'PULLTHROUGH_CREDENTIALS_';

/**
 * The variable that holds the credentials of a login server as `user:password`: PULLTHROUGH_CREDENTIALS_ and the host in
 * capitals with `_` for a dot, `__` for a hyphen and `___` for the colon before a port: `my-reg.example:5000` is
 * PULLTHROUGH_CREDENTIALS_MY__REG_EXAMPLE___5000. No two hosts share a variable. Undefined for hosts with other characters (IPv6).
 * An identity token is given as `<token>:…`, as docker stores it.
 */
export function credentialVariable(host: string): string | undefined {
  if (!/^[A-Za-z0-9]+(?:(?:\.|-+)[A-Za-z0-9]+)*(?::\d+)?$/.test(host)) return undefined;
  return prefix + host.toUpperCase().replaceAll('-', '__').replaceAll('.', '_').replace(':', '___');
}

/** Whether a variable is one of these, for those who warn of unknown ones. */
export function isCredentialVariable(name: string): boolean {
  return name.startsWith(prefix) && name.length > prefix.length;
}

export function environmentCredentials(
  environment: Readonly<Record<string, string | undefined>>,
): CredentialsProvider {
  return async (host) => {
    const name = credentialVariable(host);
    const value = name === undefined ? undefined : environment[name];
    if (name === undefined || value === undefined || value === '') return noCredentials;
    const colon = value.indexOf(':');
    const credentials = colon > 0 ? fromPair(value.slice(0, colon), value.slice(colon + 1)) : undefined;
    if (credentials !== undefined) return { credentials, problems: [] };
    return { problems: [{ place: `$${name}`, message: 'its value is not of the form user:password' }] };
  };
}
