import type { Redactor } from '../redact.ts';
import type { CredentialAnswer, CredentialsProvider } from './types.ts';
import { noCredentials } from './types.ts';

/** The credentials of one registry: asked for when a challenge first wants them, and kept for a while. */
export interface CredentialStore {
  get(): Promise<CredentialAnswer & { readonly fresh: boolean }>;
  /** Forgets what the registry refused, so that a helper is asked for a renewed secret. */
  drop(): void;
}

/** A helper may start a program and unlock a key ring, which is too much for every token. */
const keptMs = 5 * 60_000;

export function createCredentialStore(
  host: string,
  provider: CredentialsProvider | undefined,
  redactor: Redactor,
  now: () => number,
): CredentialStore {
  let kept: { readonly answer: Promise<CredentialAnswer>; readonly until: number } | undefined;
  return {
    get: async () => {
      const fresh = kept === undefined || now() >= kept.until;
      const current =
        fresh || kept === undefined ? { answer: ask(host, provider), until: now() + keptMs } : kept;
      kept = current;
      const answer = await current.answer;
      const { credentials } = answer;
      if (credentials !== undefined) {
        redactor.protect(credentials.kind === 'basic' ? credentials.password : credentials.token);
        if (credentials.kind === 'basic') redactor.protect(`${credentials.username}:${credentials.password}`);
      }
      return { ...answer, fresh };
    },
    drop: () => {
      kept = undefined;
    },
  };
}

async function ask(host: string, provider: CredentialsProvider | undefined): Promise<CredentialAnswer> {
  if (provider === undefined) return noCredentials;
  try {
    return await provider(host);
  } catch {
    // A provider is somebody else's code; what it throws may quote the secret.
    return { problems: [{ place: 'the credentials provider', message: 'it failed' }] };
  }
}
