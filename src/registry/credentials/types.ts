/** What proves who we are to a registry or its token server. */
export type Credentials =
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  /** A refresh token, which is exchanged for access tokens (docker's `identitytoken`). */
  | { readonly kind: 'identity-token'; readonly token: string }
  /** An access token that is sent as it is (docker's `registrytoken`). */
  | { readonly kind: 'registry-token'; readonly token: string };

/** Why a place that may have held credentials could not be read. It never quotes what it holds. */
export interface CredentialProblem {
  /** A file, a helper program, a variable. */
  readonly place: string;
  readonly message: string;
}

export interface CredentialAnswer {
  readonly credentials?: Credentials;
  /** Problems do not stop a request: public images need no credentials. They are told when the registry refuses it. */
  readonly problems: readonly CredentialProblem[];
}

/** Looks up the credentials for a registry under the name that references give it: `docker.io`, `ghcr.io`, `localhost:5000`. */
export type CredentialsProvider = (host: string, signal?: AbortSignal) => Promise<CredentialAnswer>;

export const noCredentials: CredentialAnswer = { problems: [] };

/** Docker marks an identity token by this user name where only a pair can be stored. */
const identityTokenUser = '<token>';

export function fromPair(username: string, password: string): Credentials | undefined {
  if (username === identityTokenUser && password !== '') return { kind: 'identity-token', token: password };
  return username === '' && password === '' ? undefined : { kind: 'basic', username, password };
}
