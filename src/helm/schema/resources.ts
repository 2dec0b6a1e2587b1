import { shapeProblem } from './check-shape.ts';
import { draftOf } from './drafts.ts';
import { shapeOf } from './keywords.ts';
import {
  type Draft,
  isList,
  isObject,
  type Json,
  type JsonObject,
  property,
  type Resource,
  SchemaFailure,
} from './types.ts';

/** A document and what is found in it. */
export interface SchemaDocument {
  readonly root: Json;
  /** By their `id`; the first is the document itself. */
  readonly resources: Map<string, Resource>;
  /** The resource of every schema. */
  readonly owners: Map<JsonObject, Resource>;
  readonly remote: Set<string>;
}

/** Deeper ones are refused: they are read level by level. */
const maxDepth = 300;

export const documentUrl = 'file:///values.schema.json';

/** Finds the resources and anchors of a document, and checks the keywords on the way (jsonschema 6.0.3, collectResources). */
export function readDocument(root: Json): SchemaDocument {
  const document: SchemaDocument = { root, resources: new Map(), owners: new Map(), remote: new Set() };
  const resource = newResource(documentUrl, isObject(root) ? draftOf(document, root, 2020) : 2020, root);
  document.resources.set(documentUrl, resource);
  collect(document, root, resource, '', 0);
  return document;
}

function newResource(id: string, draft: Draft, root: Json): Resource {
  return { id, draft, root, anchors: new Map(), dynamicAnchors: new Map() };
}

/** A schema and all below it. `pointer` leads to it. */
export function collect(
  document: SchemaDocument,
  schema: Json,
  around: Resource,
  pointer: string,
  depth: number,
): void {
  if (depth > maxDepth) throw new SchemaFailure('the schema nests too deeply');
  if (!isObject(schema)) {
    const allowed = typeof schema === 'boolean' && (around.draft > 4 || depth > 0);
    if (!allowed) throw invalid(pointer, 'it is no schema');
    return;
  }
  if (document.owners.has(schema)) return;
  const owner = ownerOf(document, schema, around);
  document.owners.set(schema, owner);
  collectAnchors(schema, owner);
  for (const [name, value] of Object.entries(schema)) {
    const shape = shapeOf(name, owner.draft);
    if (shape === undefined) continue;
    const at = `${pointer}/${escapeToken(name)}`;
    const problem = shapeProblem(value, shape, owner.draft);
    if (problem !== undefined) throw invalid(at, problem);
    const below = (each: Json, token: string): void =>
      collect(document, each, owner, `${at}/${escapeToken(token)}`, depth + 1);
    if (shape === 'schema' || shape === 'additional' || (shape === 'items' && isObject(value)))
      collect(document, value, owner, at, depth + 1);
    else if ((shape === 'schemas' || shape === 'items') && isList(value))
      value.forEach((each, i) => {
        below(each, String(i));
      });
    else if ((shape === 'map' || shape === 'patterns' || shape === 'dependencies') && isObject(value))
      for (const [key, each] of Object.entries(value)) if (!isList(each)) below(each, key);
  }
}

function ownerOf(document: SchemaDocument, schema: JsonObject, around: Resource): Resource {
  const draft = draftOf(document, schema, around.draft);
  const id = identity(schema, draft);
  if (id === undefined) return around;
  const url = joined(around.id, id);
  const known = document.resources.get(url);
  if (known?.root === schema) return known;
  if (known !== undefined) throw new SchemaFailure(`duplicate id "${url}"`);
  const resource = newResource(url, draft, schema);
  document.resources.set(url, resource);
  if (schema === document.root) document.resources.set(documentUrl, resource);
  return resource;
}

function identity(schema: JsonObject, draft: Draft): string | undefined {
  if (draft < 2019 && Object.hasOwn(schema, '$ref')) return undefined;
  const id = property(schema, draft === 4 ? 'id' : '$id');
  const url = typeof id === 'string' ? id.replace(/#.*$/s, '') : '';
  return url === '' ? undefined : url;
}

function collectAnchors(schema: JsonObject, { draft, anchors, dynamicAnchors }: Resource): void {
  const add = (anchor: Json | undefined): anchor is string => {
    if (typeof anchor !== 'string' || anchor === '') return false;
    const known = anchors.get(anchor);
    if (known !== undefined && known !== schema) throw new SchemaFailure(`duplicate anchor "${anchor}"`);
    anchors.set(anchor, schema);
    return true;
  };
  if (draft < 2019) {
    const id = property(schema, draft === 4 ? 'id' : '$id');
    const fragment = typeof id === 'string' ? /#([^/].*)$/s.exec(id)?.[1] : undefined;
    if (!Object.hasOwn(schema, '$ref')) add(fragment);
    return;
  }
  add(property(schema, '$anchor'));
  const dynamic = property(schema, '$dynamicAnchor');
  if (draft >= 2020 && add(dynamic)) dynamicAnchors.set(dynamic, schema);
}

export function joined(base: string, reference: string): string {
  if (reference === '') return base;
  try {
    return new URL(reference, base).href;
  } catch {
    throw new SchemaFailure(`error in parsing "${reference}"`);
  }
}

export function escapeToken(token: string): string {
  return token.replaceAll('~', '~0').replaceAll('/', '~1');
}

function invalid(pointer: string, problem: string): SchemaFailure {
  return new SchemaFailure(`"${documentUrl}#" is not valid against metaschema: at '${pointer}': ${problem}`);
}
