import { type ArmAnswer, refusal } from './answer.ts';
import { sameName } from './azure-ids.ts';
import { answerCredentialSet, answerCredentialSets } from './credential-sets.ts';
import { answerDirectory } from './directory.ts';
import { metadata, openidConfiguration, token } from './login.ts';
import { type ArmRequest, apiVersionOf, type Plane } from './plane.ts';
import { missingResource } from './refusals.ts';
import { answerRoles } from './roles.ts';
import { answerRule, answerRules } from './rules.ts';

/** What is asked before there is a token. */
export function answerLogin({ route }: ArmRequest, origin: string, now: number): ArmAnswer | undefined {
  switch (route.kind) {
    case 'metadata':
      return metadata(origin);
    case 'openid':
      return openidConfiguration(origin);
    case 'token':
      return token(origin, now);
    default:
      return undefined;
  }
}

/** Answers as ARM and ACR's resource provider do, whatever `api-version` is asked for. */
export async function answerArm(request: ArmRequest, plane: Plane): Promise<ArmAnswer> {
  const { route, query } = request;
  const { registry, group, operation = '' } = route.names;
  if (route.kind !== 'directory-objects' && apiVersionOf(query) === '') {
    return refusal({
      status: 400,
      code: 'MissingApiVersionParameter',
      message: 'The api-version query parameter (?api-version=) is required for all requests.',
    });
  }
  if (registry !== undefined && !sameName(registry, plane.registry.name)) {
    return refusal(missingResource('Microsoft.ContainerRegistry/registries', registry, group ?? ''));
  }
  switch (route.kind) {
    case 'rules':
      return answerRules(request, plane);
    case 'rule':
      return answerRule(request, plane);
    case 'credential-sets':
      return answerCredentialSets(request, plane);
    case 'credential-set':
      return answerCredentialSet(request, plane);
    case 'operation-status':
      return plane.operations.status(operation);
    case 'operation-result':
      return plane.operations.result(operation);
    case 'role-definitions':
    case 'role-assignments':
    case 'role-assignment':
    case 'directory-objects':
      return answerRoles(request, plane);
    case 'unknown':
      return refusal({
        status: 404,
        code: 'NotSupported',
        message:
          'The local registry knows no such resource: of Azure it has one registry with its cache rules and credential sets.',
      });
    default:
      return answerDirectory(request, plane);
  }
}
