/** What a path of ARM stands for, and of a login that leads to it. */
export type ArmRouteKind =
  | 'metadata'
  | 'openid'
  | 'token'
  | 'tenants'
  | 'subscriptions'
  | 'subscription'
  | 'resources'
  | 'groups'
  | 'group'
  | 'registries'
  | 'registry'
  | 'rules'
  | 'rule'
  | 'credential-sets'
  | 'credential-set'
  | 'operation-status'
  | 'operation-result'
  | 'vault'
  | 'role-definitions'
  | 'role-assignments'
  | 'role-assignment'
  | 'directory-objects'
  | 'unknown';

export interface ArmRoute {
  readonly kind: ArmRouteKind;
  /** What stands in place of the names of a pattern, as written. */
  readonly names: Readonly<Record<string, string>>;
}

const provider = 'providers/microsoft.containerregistry';
const group = 'subscriptions/:subscription/resourcegroups/:group';
const registry = `${group}/${provider}/registries/:registry`;
const authorization = 'providers/microsoft.authorization';

/** ARM compares paths without case. A `*` at the beginning holds any path. */
const patterns: readonly (readonly [ArmRouteKind, string])[] = [
  ['metadata', 'metadata/endpoints'],
  ['openid', 'adfs/.well-known/openid-configuration'],
  ['token', 'adfs/oauth2/token'],
  ['tenants', 'tenants'],
  ['subscriptions', 'subscriptions'],
  ['subscription', 'subscriptions/:subscription'],
  ['resources', 'subscriptions/:subscription/resources'],
  ['groups', 'subscriptions/:subscription/resourcegroups'],
  ['group', group],
  ['registries', `subscriptions/:subscription/${provider}/registries`],
  ['registries', `${group}/${provider}/registries`],
  ['registry', registry],
  ['rules', `${registry}/cacherules`],
  ['rule', `${registry}/cacherules/:name`],
  ['credential-sets', `${registry}/credentialsets`],
  ['credential-set', `${registry}/credentialsets/:name`],
  ['operation-status', `${registry}/cacherules/:name/operationstatuses/:operation`],
  ['operation-status', `${registry}/credentialsets/:name/operationstatuses/:operation`],
  [
    'operation-result',
    `subscriptions/:subscription/${provider}/locations/:location/operationresults/:operation`,
  ],
  ['vault', `${group}/providers/microsoft.keyvault/vaults/:name`],
  ['role-definitions', `*/${authorization}/roledefinitions`],
  ['role-assignments', `*/${authorization}/roleassignments`],
  ['role-assignment', `*/${authorization}/roleassignments/:name`],
  ['directory-objects', 'v1.0/directoryobjects/getbyids'],
].map(([kind, pattern]) => [kind as ArmRouteKind, pattern ?? '']);

/** The first segments of the paths that are the control plane's; the data plane has none of them. */
const ours: ReadonlySet<string> = new Set([
  'adfs',
  'metadata',
  'providers',
  'subscriptions',
  'tenants',
  'v1.0',
]);

/**
 * Reads a path; undefined when it is none of the control plane's. Slashes may be doubled: az joins the endpoint that it was
 * given and a path that begins with one.
 */
export function parseArmRoute(path: string): ArmRoute | undefined {
  const segments = path.split('/').flatMap((segment) => (segment === '' ? [] : [decoded(segment)]));
  if (!ours.has(segments[0]?.toLowerCase() ?? '')) return undefined;
  for (const [kind, pattern] of patterns) {
    const names = match(pattern.split('/'), segments);
    if (names !== undefined) return { kind, names };
  }
  return { kind: 'unknown', names: {} };
}

function match(
  pattern: readonly string[],
  segments: readonly string[],
): Readonly<Record<string, string>> | undefined {
  if (pattern[0] === '*') {
    const tail = pattern.slice(1);
    const start = segments.length - tail.length;
    if (start < 1) return undefined;
    const names = match(tail, segments.slice(start));
    return names === undefined ? undefined : { ...names, scope: `/${segments.slice(0, start).join('/')}` };
  }
  if (pattern.length !== segments.length) return undefined;
  const names: Record<string, string> = {};
  for (const [at, part] of pattern.entries()) {
    const segment = segments[at] ?? '';
    if (part.startsWith(':')) names[part.slice(1)] = segment;
    else if (part !== segment.toLowerCase()) return undefined;
  }
  return names;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
