import { type ArmAnswer, found, refusal } from './answer.ts';
import { home, sameName, subscriptionId, tenantId } from './azure-ids.ts';
import { queryOption } from './paging.ts';
import { type ArmRequest, type Plane, scopeOf } from './plane.ts';
import { methodRefusal, missingResource } from './refusals.ts';
import {
  groupBody,
  registryBody,
  registrySummary,
  subscriptionBody,
  vaultBody,
  vaultSummary,
} from './resources.ts';
import { vaultsOf } from './vaults.ts';

/** What is there to be read and not changed: the subscription, its one registry, and the Key Vaults that credential sets name. */
export function answerDirectory(request: ArmRequest, plane: Plane): ArmAnswer {
  const { route, method, query } = request;
  if (method !== 'GET') return methodRefusal(request, 'GET');
  const scope = scopeOf(route);
  switch (route.kind) {
    case 'tenants':
      return found({ value: [{ id: `/tenants/${tenantId}`, tenantId, displayName: 'pullthrough (local)' }] });
    case 'subscriptions':
      return found({ value: [subscriptionBody()] });
    case 'subscription':
      return sameName(scope.subscription, subscriptionId)
        ? found(subscriptionBody())
        : refusal(missingResource('Microsoft.Resources/subscriptions', scope.subscription, ''));
    case 'groups':
      return found({ value: [groupBody(scope)] });
    case 'group':
      return found(groupBody(scope, scope.group));
    case 'resources':
      return found({ value: resources(query, scope.subscription, plane) });
    case 'registries':
      return found({ value: [registryBody(plane.registry, { ...home, ...given(scope) })] });
    case 'registry':
      return found(registryBody(plane.registry, scope));
    default: {
      const name = route.names.name ?? '';
      const vault = vaultsOf(plane.state().credentialSets).find((one) => sameName(one.name, name));
      if (vault !== undefined) return found(vaultBody(scope, vault));
      return refusal(missingResource('Microsoft.KeyVault/vaults', name, scope.group));
    }
  }
}

function given({ subscription, group }: { subscription: string; group: string }): object {
  return { ...(subscription === '' ? {} : { subscription }), ...(group === '' ? {} : { group }) };
}

/** az finds a registry's resource group, and a vault's, so. Of `$filter` the type counts: az looks for the name by itself. */
function resources(
  query: URLSearchParams,
  subscription: string,
  { registry, state }: Plane,
): readonly object[] {
  const scope = { ...home, subscription };
  const filter = queryOption(query, '$filter') ?? '';
  const type = /resourceType eq '([^']*)'/i.exec(filter)?.[1]?.toLowerCase();
  const vaults = vaultsOf(state().credentialSets).map(({ name }) => vaultSummary(scope, name));
  const all = [registrySummary(registry, scope), ...vaults] as readonly { readonly type: string }[];
  return all.filter((entry) => type === undefined || entry.type.toLowerCase() === type);
}
