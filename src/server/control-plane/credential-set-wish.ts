import { err, ok, type Result } from '../../result.ts';
import type { ArmError } from './answer.ts';
import { fieldsOf, invalidContent, optionalText, propertiesOf } from './json.ts';

/** What a request asks of a credential set; it leaves out what it does not name. */
export interface CredentialSetWish {
  readonly loginServer?: string;
  readonly usernameSecretId?: string;
  readonly passwordSecretId?: string;
}

/** Reads the body of a PUT or PATCH (CredentialSet, CredentialSetUpdateParameters); of `authCredentials` the first counts. */
export function readCredentialSetWish(body: unknown): Result<CredentialSetWish, ArmError> {
  const properties = propertiesOf(body);
  if (!properties.ok) return properties;
  const loginServer = optionalText(properties.value, 'loginServer');
  if (!loginServer.ok) return loginServer;
  const list = properties.value.authCredentials ?? [];
  if (!Array.isArray(list)) return err(invalidContent('authCredentials is no list'));
  const first = list.length === 0 ? {} : fieldsOf(list[0]);
  if (first === undefined) return err(invalidContent('authCredentials[0] is no object'));
  const username = optionalText(first, 'usernameSecretIdentifier');
  if (!username.ok) return username;
  const password = optionalText(first, 'passwordSecretIdentifier');
  if (!password.ok) return password;
  return ok({
    ...(loginServer.value ? { loginServer: loginServer.value } : {}),
    ...(username.value ? { usernameSecretId: username.value } : {}),
    ...(password.value ? { passwordSecretId: password.value } : {}),
  });
}
