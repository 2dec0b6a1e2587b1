import { err, ok, type Result } from '../../result.ts';
import { type ArmAnswer, type ArmError, found, refusal } from './answer.ts';
import { registryId, sameName } from './azure-ids.ts';
import { sameRule } from './changes.ts';
import { invalidParameter } from './json.ts';
import { credentialsRefusal, newRuleRefusal } from './judge-rule.ts';
import { page } from './paging.ts';
import { type ArmRequest, apiVersionOf, type Plane, type Step, scopeOf } from './plane.ts';
import { methodRefusal, missing } from './refusals.ts';
import { ruleBody, ruleId } from './resources.ts';
import { type RuleWish, readRuleWish } from './rule-wish.ts';
import {
  type ControlPlaneState,
  type RuleResource,
  resource,
  type Stamped,
  withoutResource,
  withResource,
} from './state.ts';

export async function answerRules(request: ArmRequest, plane: Plane): Promise<ArmAnswer> {
  if (request.method !== 'GET') return methodRefusal(request, 'GET');
  const scope = scopeOf(request.route);
  const { name } = plane.registry;
  const path = `${registryId(scope, name)}/cacheRules`;
  return page(plane.state().rules, path, request, plane, async (rule) => ruleBody(rule, scope, name));
}

export async function answerRule(request: ArmRequest, plane: Plane): Promise<ArmAnswer> {
  const name = request.route.names.name ?? '';
  switch (request.method) {
    case 'GET': {
      const rule = resource(plane.state().rules, name);
      if (rule === undefined) return refusal(missing('cache rule', name));
      return found(ruleBody(rule, scopeOf(request.route), plane.registry.name));
    }
    case 'PUT':
    case 'PATCH':
      return plane.change((state) => put(state, name, request, plane));
    case 'DELETE':
      return plane.change(async (state) => ok(deletion(state, name, request, plane)));
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
  const wish = readRuleWish(request.body, plane.registry.name);
  if (!wish.ok) return wish;
  const before = resource(state.rules, name);
  if (before !== undefined) return update(state, before, wish.value, request, plane);
  if (request.method === 'PATCH') return err(missing('cache rule', name));
  const { source, target, credentialSet, identities } = wish.value;
  if (source === undefined || target === undefined) {
    return err(
      invalidParameter('A cache rule has properties.sourceRepository and properties.targetRepository.'),
    );
  }
  const rule: RuleResource = {
    name,
    source,
    target,
    ...(credentialSet ? { credentialSet } : {}),
    ...(identities?.length ? { identities } : {}),
  };
  const refused = newRuleRefusal(rule, await plane.judged(state));
  if (refused !== undefined) return err(refused);
  const created = { ...rule, createdAt: plane.now(), changedAt: plane.now() };
  return ok(step(state, created, 'Creating', request, plane));
}

/** Source and target are for good (CacheRuleUpdateProperties has neither). */
async function update(
  state: ControlPlaneState,
  before: Stamped<RuleResource>,
  wish: RuleWish,
  request: ArmRequest,
  plane: Plane,
): Promise<Result<Step, ArmError>> {
  for (const [property, is, asked] of [
    ['sourceRepository', before.source, wish.source],
    ['targetRepository', before.target, wish.target],
  ] as const) {
    if (asked !== undefined && asked !== is) {
      const message = `Changing property '${property}' of the cache rule ${before.name} from '${is}' to '${asked}' is not allowed. Delete the rule and create it again.`;
      return err({ status: 409, code: 'PropertyChangeNotAllowed', message });
    }
  }
  // PUT says all; PATCH leaves alone what it does not name.
  const whole = request.method === 'PUT';
  const credentialSet =
    wish.credentialSet === undefined && !whole ? before.credentialSet : wish.credentialSet;
  const identities = wish.identities === undefined && !whole ? before.identities : wish.identities;
  const { credentialSet: _, identities: __, ...kept } = before;
  const rule = {
    ...kept,
    ...(credentialSet ? { credentialSet } : {}),
    ...(identities?.length ? { identities } : {}),
  };
  const refused = credentialsRefusal(rule, await plane.judged(state));
  if (refused !== undefined) return err(refused);
  const changed = sameRule(before, rule) ? before : { ...rule, changedAt: plane.now() };
  return ok(step(state, changed, 'Updating', request, plane));
}

function step(
  state: ControlPlaneState,
  rule: Stamped<RuleResource>,
  provisioningState: 'Creating' | 'Updating',
  { method, route, query }: ArmRequest,
  { registry, operations }: Plane,
): Step {
  const scope = scopeOf(route);
  const id = ruleId(scope, registry.name, rule.name);
  return {
    state: { ...state, rules: withResource(state.rules, rule) },
    answer: {
      // As recorded of the live service: a PATCH too is answered with 201.
      status: provisioningState === 'Updating' && method === 'PUT' ? 200 : 201,
      body: ruleBody(rule, scope, registry.name, provisioningState),
      headers: operations.begun('cacheRules', id, apiVersionOf(query)),
    },
  };
}

function deletion(
  state: ControlPlaneState,
  name: string,
  { route, query }: ArmRequest,
  { operations }: Plane,
): Step {
  if (!state.rules.some((rule) => sameName(rule.name, name))) return { state, answer: { status: 204 } };
  return {
    state: { ...state, rules: withoutResource(state.rules, name) },
    answer: {
      status: 202,
      headers: operations.deleting('cacheRules', scopeOf(route).subscription, apiVersionOf(query)),
    },
  };
}
