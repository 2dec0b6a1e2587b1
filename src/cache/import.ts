import { err, ok, type Result } from '../result.ts';
import { type ImportError, listAt, type Place, requiredText, textAt, wrongShape } from './import-json.ts';
import type { CacheRule, CredentialSet } from './types.ts';

export type { ImportError, ImportErrorCode } from './import-json.ts';

/**
 * Cache rules from parsed JSON: what `az acr cache list -o json` prints (properties flattened, or nested as newer az and
 * REST have them), REST's `{ value: [...] }`, or the `{ rules: [...] }` that `rules` and `plan` print. Fields that mean nothing
 * here are ignored.
 */
export function importRules(json: unknown): Result<readonly CacheRule[], ImportError> {
  return importList(json, 'rules', (place) => {
    const name = requiredText(place, ['name']);
    if (!name.ok) return name;
    const source = requiredText(place, ['sourceRepository', 'source']);
    if (!source.ok) return source;
    const target = requiredText(place, ['targetRepository', 'target']);
    if (!target.ok) return target;
    const setId = textAt(place, ['credentialSetResourceId', 'credentialSet']);
    if (!setId.ok) return setId;
    const set = lastSegment(setId.value);
    return ok({
      name: name.value,
      source: source.value,
      target: target.value,
      ...(set === undefined ? {} : { credentialSet: set }),
    });
  });
}

/** Credential sets from parsed JSON: `az acr credential-set list -o json`, REST, or `{ credentialSets: [...] }` of our own output. */
export function importCredentialSets(json: unknown): Result<readonly CredentialSet[], ImportError> {
  return importList(json, 'credentialSets', (place) => {
    const name = requiredText(place, ['name']);
    if (!name.ok) return name;
    const loginServer = requiredText(place, ['loginServer']);
    if (!loginServer.ok) return loginServer;
    const credentials = credentialsOf(place);
    if (!credentials.ok) return credentials;
    const username = textAt(credentials.value, ['usernameSecretIdentifier', 'usernameSecretId']);
    if (!username.ok) return username;
    const password = textAt(credentials.value, ['passwordSecretIdentifier', 'passwordSecretId']);
    if (!password.ok) return password;
    return ok({
      name: name.value,
      loginServer: loginServer.value,
      ...(username.value === undefined ? {} : { usernameSecretId: username.value }),
      ...(password.value === undefined ? {} : { passwordSecretId: password.value }),
    });
  });
}

/** Repositories from parsed JSON: `az acr repository list -o json`, or the registry's `/v2/_catalog`. */
export function importRepositories(json: unknown): Result<readonly string[], ImportError> {
  const list = listAt(json, 'repositories');
  if (!list.ok) return list;
  const names: string[] = [];
  for (const { value, path } of list.value) {
    if (typeof value !== 'string') return err(wrongShape(path, 'the name of a repository', value));
    names.push(value);
  }
  return ok(names);
}

function importList<T>(
  json: unknown,
  key: string,
  read: (place: Place) => Result<T, ImportError>,
): Result<readonly T[], ImportError> {
  const list = listAt(json, key);
  if (!list.ok) return list;
  const found: T[] = [];
  for (const place of list.value) {
    const item = read(place);
    if (!item.ok) return item;
    found.push(item.value);
  }
  return ok(found);
}

/** The one entry of `authCredentials` (named `Credential1`) holds the secrets; our own output has them beside the name. */
function credentialsOf(place: Place): Result<Place, ImportError> {
  const { value, path } = place;
  const own = value as {
    readonly authCredentials?: unknown;
    readonly properties?: { readonly authCredentials?: unknown } | null;
  };
  const nested = own.properties?.authCredentials;
  const list = own.authCredentials ?? nested;
  if (list === undefined || list === null) return ok(place);
  const at = `${path}${nested === list ? '.properties' : ''}.authCredentials`;
  if (!Array.isArray(list)) return err(wrongShape(at, 'a list', list));
  return list.length === 0 ? ok(place) : ok({ value: list[0] as unknown, path: `${at}[0]` });
}

/** `/subscriptions/…/credentialSets/docker-hub` is `docker-hub`; az prints null, and REST may print nothing, for none. */
function lastSegment(id: string | undefined): string | undefined {
  const name = id?.slice(id.lastIndexOf('/') + 1);
  return name === '' ? undefined : name;
}
