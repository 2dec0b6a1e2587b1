import { err, ok, type Result } from '../../result.ts';
import type { CredentialStore } from '../credentials/store.ts';
import type { CredentialProblem, Credentials } from '../credentials/types.ts';
import type { RegistryError } from '../error.ts';
import { createLruMap } from '../lru.ts';
import type { Redactor } from '../redact.ts';
import { errorOf } from '../report.ts';
import { type Challenge, parseChallenges } from './challenge.ts';
import { acceptRealm } from './realm.ts';
import { scopesFor } from './scope.ts';
import { basicAuthorization, type TokenSource } from './token-source.ts';

/** What goes into the Authorization header, and what to forget when it is refused. */
export interface Authorization {
  readonly header: string;
  /** Made for this request; a refused fresh one is final, an older one may have expired. */
  readonly fresh: boolean;
  drop(): void;
}

export interface Authorizer {
  /** What the origin wanted last time; undefined when it wants nothing or has not been asked yet. */
  known(
    target: URL,
    repository: string | undefined,
  ): Promise<Result<Authorization | undefined, RegistryError>>;
  /** The answer to a refusal; undefined when there is none. `header` is the refusal's WWW-Authenticate. */
  answer(
    target: URL,
    repository: string | undefined,
    header: string | undefined,
  ): Promise<Result<Authorization | undefined, RegistryError>>;
  /** Why credentials could not be had, for the error that follows from it. */
  problems(): readonly CredentialProblem[];
}

export interface AuthorizerOptions {
  /** The only origin that gets the registry's credentials; wherever it redirects to, we are nobody. */
  readonly registryOrigin: string;
  readonly allowedRealms: readonly string[];
  readonly tokens: TokenSource;
  readonly credentials: CredentialStore;
  readonly redactor: Redactor;
}

type Demand =
  | { readonly scheme: 'basic' }
  | { readonly scheme: 'bearer'; readonly realm: URL; readonly service: string | undefined };

const maxOrigins = 500;
const maxHints = 10_000;
/** A scope names a repository and what is done with it. */
const maxHintLength = 1_000;

export function createAuthorizer(options: AuthorizerOptions): Authorizer {
  const { registryOrigin, allowedRealms, tokens, credentials, redactor } = options;
  const demands = createLruMap<Demand>(maxOrigins);
  const hints = createLruMap<string>(maxHints);
  let problems: readonly CredentialProblem[] = [];

  const credentialsFor = async (target: URL): Promise<{ credentials?: Credentials; fresh: boolean }> => {
    if (target.origin !== registryOrigin) return { fresh: false };
    const answer = await credentials.get();
    problems = answer.problems;
    return answer;
  };

  const authorize = async (
    target: URL,
    demand: Demand,
    repository: string | undefined,
  ): Promise<Result<Authorization | undefined, RegistryError>> => {
    const found = await credentialsFor(target);
    const { fresh } = found;
    if (found.credentials?.kind === 'registry-token' && demand.scheme === 'bearer') {
      return ok({ header: `Bearer ${found.credentials.token}`, fresh, drop: credentials.drop });
    }
    if (demand.scheme === 'basic') {
      if (found.credentials?.kind !== 'basic') return ok(undefined);
      return ok({ header: basicAuthorization(found.credentials), fresh, drop: credentials.drop });
    }
    const scopes = scopesFor(repository, hints.get(hintKey(target, repository)));
    const question = { realm: demand.realm, service: demand.service, scopes, credentials: found.credentials };
    const token = await tokens.issue(question);
    if (!token.ok) {
      if (token.error.status === 401 || token.error.status === 403) credentials.drop();
      return token;
    }
    const { value } = token.value;
    return ok({
      header: `Bearer ${value}`,
      fresh: token.value.fresh,
      drop: () => tokens.drop(question, value),
    });
  };

  return {
    known: async (target, repository) => {
      const demand = demands.get(target.origin);
      return demand === undefined ? ok(undefined) : authorize(target, demand, repository);
    },
    answer: async (target, repository, header) => {
      const challenges = parseChallenges(header);
      const bearer = challenges.find(
        ({ scheme, parameters }) => scheme === 'bearer' && parameters.has('realm'),
      );
      const demand =
        bearer === undefined ? basicDemand(challenges) : bearerDemand(bearer, target, allowedRealms);
      if (demand === undefined) {
        // Some refusals come without a challenge (an expired token's 403): the origin still wants what it wanted.
        const last = challenges.length === 0 ? demands.get(target.origin) : undefined;
        return last === undefined ? ok(undefined) : authorize(target, last, repository);
      }
      if (!demand.ok)
        return err(errorOf('realm-refused', target.host, `asks for tokens from ${demand.error}`, redactor));
      demands.set(target.origin, demand.value);
      const hint = bearer?.parameters.get('scope');
      if (hint !== undefined && hint.length <= maxHintLength) hints.set(hintKey(target, repository), hint);
      return authorize(target, demand.value, repository);
    },
    problems: () => problems,
  };
}

function hintKey(target: URL, repository: string | undefined): string {
  return `${target.origin} ${repository ?? ''} ${repository === undefined ? target.pathname : ''}`;
}

function basicDemand(challenges: readonly Challenge[]): Result<Demand, string> | undefined {
  return challenges.some(({ scheme }) => scheme === 'basic') ? ok({ scheme: 'basic' }) : undefined;
}

function bearerDemand(bearer: Challenge, target: URL, allowed: readonly string[]): Result<Demand, string> {
  const realm = acceptRealm(bearer.parameters.get('realm') ?? '', target, allowed);
  if (!realm.ok) return realm;
  return ok({ scheme: 'bearer', realm: realm.value, service: bearer.parameters.get('service') });
}
