import { err, ok, type Result } from '../../result.ts';
import type { ArmError } from './answer.ts';
import { sameName } from './azure-ids.ts';
import {
  type Fields,
  fieldsOf,
  invalidContent,
  invalidParameter,
  optionalText,
  propertiesOf,
} from './json.ts';

/** What a request asks of a cache rule. Undefined is what it does not name. */
export interface RuleWish {
  readonly source?: string | undefined;
  readonly target?: string | undefined;
  /** The name of a credential set; null for none. */
  readonly credentialSet?: string | null | undefined;
  /** Resource ids of user-assigned identities; empty for none. */
  readonly identities?: readonly string[] | undefined;
}

/** Reads the body of a PUT or PATCH (CacheRule, CacheRuleUpdateParameters). */
export function readRuleWish(body: unknown, registry: string): Result<RuleWish, ArmError> {
  const properties = propertiesOf(body);
  if (!properties.ok) return properties;
  const source = optionalText(properties.value, 'sourceRepository');
  if (!source.ok) return source;
  const target = optionalText(properties.value, 'targetRepository');
  if (!target.ok) return target;
  const setId = optionalText(properties.value, 'credentialSetResourceId');
  if (!setId.ok) return setId;
  const set = setId.value ? credentialSetOf(setId.value, registry) : ok(emptyIsNone(setId.value));
  if (!set.ok) return set;
  const identities = identitiesOf(fieldsOf(body) ?? {});
  if (!identities.ok) return identities;
  return ok({
    source: source.value ?? undefined,
    target: target.value ?? undefined,
    credentialSet: set.value,
    identities: identities.value,
  });
}

function emptyIsNone(id: string | null | undefined): null | undefined {
  return id === undefined ? undefined : null;
}

const setIdPattern =
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.ContainerRegistry\/registries\/([^/]+)\/credentialSets\/([^/]+)$/i;

function credentialSetOf(id: string, registry: string): Result<string, ArmError> {
  const [, owner = '', name = ''] = setIdPattern.exec(id) ?? [];
  if (sameName(owner, registry)) return ok(name);
  return err(
    invalidParameter(
      `credentialSetResourceId is '${id.slice(0, 500)}', which is not the id of a credential set of the registry ${registry}.`,
    ),
  );
}

function identitiesOf(body: Fields): Result<readonly string[] | undefined, ArmError> {
  if (body.identity === undefined || body.identity === null) return ok(undefined);
  const identity = fieldsOf(body.identity);
  if (identity === undefined) return err(invalidContent('identity is no object'));
  const assigned = fieldsOf(identity.userAssignedIdentities) ?? {};
  return ok(Object.keys(assigned));
}
