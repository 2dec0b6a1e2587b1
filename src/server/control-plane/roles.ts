import { err, ok, type Result } from '../../result.ts';
import { type ArmAnswer, type ArmError, found } from './answer.ts';
import { principalOf, sameName, subscriptionId } from './azure-ids.ts';
import { fieldsOf, invalidContent, propertiesOf } from './json.ts';
import { queryOption } from './paging.ts';
import type { ArmRequest, Plane, Step } from './plane.ts';
import { methodRefusal } from './refusals.ts';
import type { ControlPlaneState, RoleAssignment } from './state.ts';

/** Azure's built-in roles that a cache has to do with. */
const roles = [
  { name: '4633458b-17de-408a-b874-0445c86b69e6', roleName: 'Key Vault Secrets User' },
  { name: '7f951dda-4ed3-4680-a7ca-43fe172d538d', roleName: 'AcrPull' },
];

/** Who may do what: written down for `az role assignment`, and of no consequence here. */
export async function answerRoles(request: ArmRequest, plane: Plane): Promise<ArmAnswer> {
  const { method, route } = request;
  switch (route.kind) {
    case 'role-definitions':
      return method === 'GET' ? found({ value: definitions(request) }) : methodRefusal(request, 'GET');
    case 'role-assignments': {
      if (method !== 'GET') return methodRefusal(request, 'GET');
      const here = plane.state().roleAssignments.filter(({ scope }) => sameName(scope, scopeIn(request)));
      return found({ value: here.map(assignmentBody) });
    }
    case 'directory-objects':
      return method === 'POST'
        ? found({ value: principals(request, plane) })
        : methodRefusal(request, 'POST');
    default:
      if (method === 'PUT') return plane.change(async (state) => assign(state, request));
      return methodRefusal(request, 'PUT');
  }
}

function scopeIn({ route }: ArmRequest): string {
  return route.names.scope ?? '';
}

function definitions({ query }: ArmRequest): readonly object[] {
  const filter = queryOption(query, '$filter') ?? '';
  const asked = /roleName eq '([^']*)'/i.exec(filter)?.[1];
  const type = 'Microsoft.Authorization/roleDefinitions';
  return roles
    .filter(({ roleName }) => asked === undefined || sameName(roleName, asked))
    .map(({ name, roleName }) => ({
      id: `/subscriptions/${subscriptionId}/providers/${type}/${name}`,
      type,
      name,
      properties: {
        roleName,
        type: 'BuiltInRole',
        description: '',
        assignableScopes: ['/'],
        permissions: [],
      },
    }));
}

function assign(state: ControlPlaneState, request: ArmRequest): Result<Step, ArmError> {
  const properties = propertiesOf(request.body);
  if (!properties.ok) return properties;
  const { roleDefinitionId, principalId, principalType } = properties.value;
  if (typeof roleDefinitionId !== 'string' || typeof principalId !== 'string') {
    return err(invalidContent('roleDefinitionId and principalId are not both texts'));
  }
  const assignment: RoleAssignment = {
    name: request.route.names.name ?? '',
    scope: scopeIn(request),
    roleDefinitionId,
    principalId,
    ...(typeof principalType === 'string' ? { principalType } : {}),
  };
  const isSame = (other: RoleAssignment): boolean =>
    sameName(other.scope, assignment.scope) &&
    sameName(other.roleDefinitionId, roleDefinitionId) &&
    sameName(other.principalId, principalId);
  if (state.roleAssignments.some(isSame)) {
    return err({ status: 409, code: 'RoleAssignmentExists', message: 'The role assignment already exists.' });
  }
  return ok({
    state: { ...state, roleAssignments: [...state.roleAssignments, assignment] },
    answer: { status: 201, body: assignmentBody(assignment) },
  });
}

function assignmentBody({
  name,
  scope,
  roleDefinitionId,
  principalId,
  principalType,
}: RoleAssignment): object {
  const type = 'Microsoft.Authorization/roleAssignments';
  return {
    id: `${scope}/providers/${type}/${name}`,
    type,
    name,
    properties: { scope, roleDefinitionId, principalId, principalType },
  };
}

/** Microsoft Graph's `directoryObjects/getByIds`: az shows the names of those that have a role. */
function principals({ body }: ArmRequest, { registry, state }: Plane): readonly object[] {
  const ids = fieldsOf(body)?.ids;
  const asked = new Set(Array.isArray(ids) ? ids : []);
  return state()
    .credentialSets.map(({ name }) => ({ id: principalOf(registry.name, name), displayName: name }))
    .filter(({ id }) => asked.has(id))
    .map((principal) => ({ '@odata.type': '#microsoft.graph.servicePrincipal', ...principal }));
}
