import { type CredentialSet, validateCredentialSet } from '../../cache/index.ts';
import { err, ok, type Result } from '../../result.ts';
import { credentialSetRefusal } from './acr-refusals.ts';
import { type ArmAnswer, type ArmError, found, refusal } from './answer.ts';
import { registryId, sameName } from './azure-ids.ts';
import { sameCredentialSet } from './changes.ts';
import { type CredentialSetWish, readCredentialSetWish } from './credential-set-wish.ts';
import { invalidParameter } from './json.ts';
import { page } from './paging.ts';
import { type ArmRequest, apiVersionOf, type Plane, type Step, scopeOf } from './plane.ts';
import { methodRefusal, missing } from './refusals.ts';
import { credentialSetBody, credentialSetId } from './resources.ts';
import { type ControlPlaneState, resource, type Stamped, withoutResource, withResource } from './state.ts';

export async function answerCredentialSets(request: ArmRequest, plane: Plane): Promise<ArmAnswer> {
  if (request.method !== 'GET') return methodRefusal(request, 'GET');
  const scope = scopeOf(request.route);
  const { name } = plane.registry;
  const path = `${registryId(scope, name)}/credentialSets`;
  return page(plane.state().credentialSets, path, request, plane, async (set) =>
    credentialSetBody(set, await plane.healthOf(set), scope, name),
  );
}

export async function answerCredentialSet(request: ArmRequest, plane: Plane): Promise<ArmAnswer> {
  const name = request.route.names.name ?? '';
  switch (request.method) {
    case 'GET': {
      const set = resource(plane.state().credentialSets, name);
      if (set === undefined) return refusal(missing('credential set', name));
      const health = await plane.healthOf(set);
      return found(credentialSetBody(set, health, scopeOf(request.route), plane.registry.name));
    }
    case 'PUT':
    case 'PATCH':
      return plane.change((state) => put(state, name, request, plane));
    case 'DELETE':
      return plane.change(async (state) => deletion(state, name, request, plane));
    default:
      return methodRefusal(request, 'GET, PUT, PATCH, DELETE');
  }
}

async function put(
  state: ControlPlaneState,
  name: string,
  request: ArmRequest,
  plane: Plane,
): Promise<Result<Step, ArmError>> {
  const wish = readCredentialSetWish(request.body);
  if (!wish.ok) return wish;
  const before = resource(state.credentialSets, name);
  if (before !== undefined) return update(state, before, wish.value, request, plane);
  if (request.method === 'PATCH') return err(missing('credential set', name));
  const { loginServer, ...secrets } = wish.value;
  if (loginServer === undefined) return err(invalidParameter('A credential set has properties.loginServer.'));
  const set = { name, loginServer, ...secrets };
  const [error] = validateCredentialSet(set);
  if (error !== undefined) return err(credentialSetRefusal(loginServer, error));
  const created = { ...set, createdAt: plane.now(), changedAt: plane.now() };
  return ok(await step(state, created, 'Creating', request, plane));
}

/** The login server is for good (CredentialSetUpdateProperties has none). */
async function update(
  state: ControlPlaneState,
  before: Stamped<CredentialSet>,
  { loginServer, ...secrets }: CredentialSetWish,
  request: ArmRequest,
  plane: Plane,
): Promise<Result<Step, ArmError>> {
  if (loginServer !== undefined && !sameName(loginServer, before.loginServer)) {
    const message = `Changing property 'loginServer' of the credential set ${before.name} from '${before.loginServer}' to '${loginServer}' is not allowed. Delete the credential set and create it again.`;
    return err({ status: 409, code: 'PropertyChangeNotAllowed', message });
  }
  const set = { ...before, ...secrets };
  const [error] = validateCredentialSet(set);
  if (error !== undefined) return err(credentialSetRefusal(set.loginServer, error));
  const changed = sameCredentialSet(before, set) ? before : { ...set, changedAt: plane.now() };
  return ok(await step(state, changed, 'Updating', request, plane));
}

async function step(
  state: ControlPlaneState,
  set: Stamped<CredentialSet>,
  provisioningState: 'Creating' | 'Updating',
  { method, route, query }: ArmRequest,
  { registry, operations, healthOf }: Plane,
): Promise<Step> {
  const scope = scopeOf(route);
  const id = credentialSetId(scope, registry.name, set.name);
  return {
    state: { ...state, credentialSets: withResource(state.credentialSets, set) },
    answer: {
      // As recorded of the live service: a PATCH too is answered with 201.
      status: provisioningState === 'Updating' && method === 'PUT' ? 200 : 201,
      body: credentialSetBody(set, await healthOf(set), scope, registry.name, provisioningState),
      headers: operations.begun('credentialSets', id, apiVersionOf(query)),
    },
  };
}

function deletion(
  state: ControlPlaneState,
  name: string,
  { route, query }: ArmRequest,
  { operations }: Plane,
): Result<Step, ArmError> {
  if (resource(state.credentialSets, name) === undefined) return ok({ state, answer: { status: 204 } });
  const users = state.rules.filter(({ credentialSet }) => credentialSet && sameName(credentialSet, name));
  if (users.length > 0) {
    const named = users.slice(0, 5).map((rule) => rule.name);
    const others = users.length > named.length ? ` and ${users.length - named.length} more` : '';
    const message = `The credential set ${name} is in use by the cache rules ${named.join(', ')}${others}; remove it from them first.`;
    return err({ status: 409, code: 'Conflict', message });
  }
  return ok({
    state: { ...state, credentialSets: withoutResource(state.credentialSets, name) },
    answer: {
      status: 202,
      headers: operations.deleting('credentialSets', scopeOf(route).subscription, apiVersionOf(query)),
    },
  });
}
