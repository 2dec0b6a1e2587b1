import { type ArmAnswer, type ArmError, refusal } from './answer.ts';
import type { ArmRequest } from './plane.ts';

/** Recorded of the live service (azure-cli, test_acr_cache_managed_identity.yaml). */
export function missing(what: string, name: string): ArmError {
  return { status: 404, code: 'ResourceNotFound', message: `The ${what} ${name} could not be found.` };
}

/** ARM's own words for a resource that no provider knows. */
export function missingResource(type: string, name: string, group: string): ArmError {
  return {
    status: 404,
    code: 'ResourceNotFound',
    message: `The Resource '${type}/${name}' under resource group '${group}' was not found.`,
  };
}

export function methodRefusal({ method, route }: ArmRequest, allowed: string): ArmAnswer {
  const answer = refusal({
    status: 405,
    code: 'NotSupported',
    message: `The local registry does not do ${method} here (${route.kind}); it does ${allowed}.`,
  });
  return { ...answer, headers: { Allow: allowed } };
}
