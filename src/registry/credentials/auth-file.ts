import { readFile } from 'node:fs/promises';
import { DOCKER_HUB, normalizeRegistry } from '../../image/index.ts';
import { askHelper } from './helper.ts';
import {
  type CredentialAnswer,
  type CredentialProblem,
  type Credentials,
  type CredentialsProvider,
  fromPair,
  noCredentials,
} from './types.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Fields = Readonly<Record<string, unknown>>;

/** The name under which docker and its credential helpers keep Docker Hub's credentials. */
const dockerHubKey = 'https://index.docker.io/v1/';

/**
 * The credentials in a file of the form of docker's `config.json` or podman's `auth.json`: a helper for the host (`credHelpers`), then
 * the store (`credsStore`), then `auths`. A missing file has none. The file is read at every question; clients keep the answer.
 */
export function authFileCredentials(path: string, environment: Environment): CredentialsProvider {
  return async (host, signal): Promise<CredentialAnswer> => {
    const read = await readFields(path);
    if ('problem' in read) return { problems: [{ place: path, message: read.problem }] };
    if (read.fields === undefined) return noCredentials;
    const { fields } = read;
    const problems: CredentialProblem[] = [];
    const registry = normalizeRegistry(host);
    const helpers = objectOf(fields.credHelpers);
    const helper = valueFor(helpers, registry) ?? fields.credsStore;
    if (typeof helper === 'string' && helper !== '') {
      const server = registry === DOCKER_HUB ? dockerHubKey : host;
      const answer = await askHelper(helper, server, { environment, signal });
      if (!answer.ok) problems.push({ place: `docker-credential-${helper}`, message: answer.error });
      else if (answer.value !== undefined) return { credentials: answer.value, problems };
    }
    const entry = objectOf(valueFor(objectOf(fields.auths), registry));
    const credentials = fromEntry(entry);
    if (credentials === 'malformed') {
      problems.push({ place: path, message: `its entry for ${registry} cannot be read` });
      return { problems };
    }
    return credentials === undefined ? { problems } : { credentials, problems };
  };
}

async function readFields(
  path: string,
): Promise<{ readonly fields: Fields | undefined } | { readonly problem: string }> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (code === 'ENOENT' || code === 'ENOTDIR') return { fields: undefined };
    return { problem: `it cannot be read (${code})` };
  }
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { fields: { ...value } };
  } catch {
    // JSON.parse's own message quotes the text, which holds secrets.
  }
  return { problem: 'it is not a JSON object' };
}

/** Keys are hosts, but older ones are addresses: `https://ghcr.io/v2/`. One with a longer path is about a part of a registry and not meant. */
function valueFor(entries: Fields | undefined, registry: string): unknown {
  for (const [key, value] of Object.entries(entries ?? {})) {
    const match = /^(?:https?:\/\/)?([^/]+)(?:\/(?:v[12]\/?)?)?$/i.exec(key);
    if (match?.[1] !== undefined && normalizeRegistry(match[1]) === registry) return value;
  }
  return undefined;
}

function fromEntry(entry: Fields | undefined): Credentials | 'malformed' | undefined {
  if (entry === undefined) return undefined;
  const text = (name: string): string => {
    const value = entry[name];
    return typeof value === 'string' ? value : '';
  };
  if (text('identitytoken') !== '') return { kind: 'identity-token', token: text('identitytoken') };
  if (text('registrytoken') !== '') return { kind: 'registry-token', token: text('registrytoken') };
  const auth = text('auth');
  if (auth === '') return fromPair(text('username'), text('password'));
  const pair = Buffer.from(auth, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  if (colon <= 0) return 'malformed';
  // Docker has padded the password with zero bytes at times; its own reader drops them.
  return fromPair(pair.slice(0, colon), pair.slice(colon + 1).replace(/^\0+|\0+$/g, '')) ?? 'malformed';
}

function objectOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}
