import { parseAcrRoute } from '../acr/route.ts';
import { isRepositoryName } from '../http/names.ts';
import { parseRoute } from '../http/route.ts';

/** Actions on one resource, as tokens grant them (distribution, "Token Scope Documentation"). */
export interface Access {
  /** `repository` or `registry`. */
  readonly type: string;
  readonly name: string;
  /** `pull`, `metadata_read`, `delete` …; `*` is all of them. */
  readonly actions: readonly string[];
}

const maxScopes = 100;

/** Scopes are separated by spaces within one parameter and may stand in several. What is no scope is left out, as the specification says. */
export function parseScopes(parameters: readonly string[]): readonly Access[] {
  return parameters
    .flatMap((text) => text.split(' '))
    .slice(0, maxScopes)
    .flatMap((text) => parseScope(text) ?? []);
}

/** `repository:docker-hub/library/nginx:pull,push`, `registry:catalog:*`. A name may hold colons (`localhost:5000/web`). */
function parseScope(text: string): Access | undefined {
  const [, type = '', name = '', actions = ''] =
    /^([a-z0-9-]{1,64}):([^\s"]{1,300}):([a-z_*,]{1,200})$/.exec(text) ?? [];
  if (type === '') return undefined;
  return { type, name, actions: [...new Set(actions.split(',').filter((action) => action !== ''))] };
}

export function formatScope({ type, name, actions }: Access): string {
  return `${type}:${name}:${actions.join(',')}`;
}

/** Whether one of the grants admits every action that is needed. */
export function covers(granted: readonly Access[], needed: Access): boolean {
  return granted.some(
    ({ type, name, actions }) =>
      type === needed.type &&
      name === needed.name &&
      (actions.includes('*') || needed.actions.every((action) => actions.includes(action))),
  );
}

/** What a request needs: nothing in particular (`any` token will do), access to a resource, or the whole registry's. */
export type Need = Access | 'any';

export const catalogAccess: Access = { type: 'registry', name: 'catalog', actions: ['*'] };

/**
 * What a request needs. The scopes are those that ACR names in its challenges and that az asks for: `pull` for content,
 * `metadata_read` for ACR's own lists, `delete` to remove. Whatever is no registry's path wants the whole registry.
 */
export function neededAccess(method: string, path: string): Need {
  const reading = method === 'GET' || method === 'HEAD';
  if (path === '/v2' || path === '/v2/') return 'any';
  if (path.startsWith('/v2/')) {
    const route = parseRoute(path);
    if (route.kind === 'catalog') return catalogAccess;
    if (!('name' in route)) return 'any';
    return onRepository(route.name, reading ? ['pull'] : method === 'DELETE' ? ['delete'] : ['pull', 'push']);
  }
  if (path.startsWith('/acr/v1/')) {
    const route = parseAcrRoute(path);
    if (!('name' in route)) return catalogAccess;
    const writing = method === 'DELETE' ? ['delete'] : ['metadata_write', 'metadata_read'];
    return onRepository(route.name, reading ? ['metadata_read'] : writing);
  }
  return catalogAccess;
}

/** A name that is none is refused by whoever answers; it must not become part of a header. */
function onRepository(name: string, actions: readonly string[]): Need {
  return isRepositoryName(name) ? { type: 'repository', name, actions } : 'any';
}
