import { collect, joined, type SchemaDocument } from './resources.ts';
import { isList, isObject, type Json, property, type Resource, SchemaFailure } from './types.ts';

/** A place in the document, or `remote` for a schema that stands elsewhere. */
export type Target = 'remote' | { readonly schema: Json; readonly owner: Resource };

/** What `$ref` and its like lead to from a schema of `from`. */
export function resolveReference(document: SchemaDocument, reference: string, from: Resource): Target {
  const [, url = '', fragment = ''] = /^([^#]*)#?(.*)$/s.exec(reference) ?? [];
  const target = joined(from.id, url).replace(/#.*$/s, '');
  const resource = document.resources.get(target);
  if (resource === undefined) {
    if (/^(?:https?|urn):/.test(target)) {
      document.remote.add(target);
      return 'remote';
    }
    throw new SchemaFailure(`failing loading "${target}": it is not part of the chart's schema`);
  }
  const decoded = decodeFragment(fragment);
  if (decoded === '' || decoded.startsWith('/')) return atPointer(document, resource, decoded);
  const schema = resource.anchors.get(decoded);
  if (schema === undefined)
    throw new SchemaFailure(`anchor in "${target}#${decoded}" not found in schema "${resource.id}"`);
  return { schema, owner: document.owners.get(schema) ?? resource };
}

function decodeFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    throw new SchemaFailure(`error in parsing "#${fragment}"`);
  }
}

/** Where it is no place in which the keywords know a schema, it becomes one. */
function atPointer(document: SchemaDocument, resource: Resource, pointer: string): Target {
  let at: Json | undefined = resource.root;
  let owner = resource;
  for (const token of pointer.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    if (isList(at)) at = /^\d+$/.test(key) ? at[Number(key)] : undefined;
    else at = isObject(at) ? property(at, key) : undefined;
    if (at === undefined) throw new SchemaFailure(`json-pointer in "${resource.id}#${pointer}" not found`);
    if (isObject(at)) owner = document.owners.get(at) ?? owner;
  }
  collect(document, at, owner, pointer, 0);
  return { schema: at, owner: (isObject(at) ? document.owners.get(at) : undefined) ?? owner };
}
