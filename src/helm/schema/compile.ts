import { compileRegexp } from '../../regexp/index.ts';
import { err, ok, type Result } from '../../result.ts';
import { readKeywords } from './read-keywords.ts';
import { resolveReference } from './resolve.ts';
import { readDocument } from './resources.ts';
import {
  type CompiledSchema,
  type Compiler,
  isObject,
  type Json,
  type JsonObject,
  type Pattern,
  property,
  type Resource,
  type Schema,
  SchemaFailure,
} from './types.ts';

/** More schemas than any chart has; each may be large. */
const mostSchemas = 100_000;
const longest = 4_000_000;

/** Reads values.schema.json. The error is one sentence, in the words of the library that Helm uses where they fit. */
export function compileSchema(text: string): Result<CompiledSchema, string> {
  try {
    if (text.length > longest) return err('the schema is too large');
    return ok(compile(parseJson(text)));
  } catch (thrown) {
    if (!(thrown instanceof SchemaFailure)) throw thrown;
    return err(thrown.message);
  }
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new SchemaFailure(`it is not JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}

function compile(json: Json): CompiledSchema {
  const document = readDocument(json);
  const resource = [...document.resources.values()][0];
  if (resource === undefined) throw new SchemaFailure('the schema is empty');
  const pending: (() => void)[] = [];
  const made = new Map<JsonObject, Schema>();
  const patterns = new Map<string, Pattern>();
  let tracks = false;

  const pattern = (source: string): Pattern => {
    const known = patterns.get(source);
    if (known !== undefined) return known;
    const compiled = compileRegexp(source);
    if (!compiled.ok) throw new SchemaFailure(`invalid regex "${source}": ${compiled.error.message}`);
    const fresh = { source, program: compiled.value };
    patterns.set(source, fresh);
    return fresh;
  };

  const schemaOf = (each: Json, owner: Resource): Schema => {
    if (!isObject(each)) return { draft: owner.draft, always: each !== false };
    const known = made.get(each);
    if (known !== undefined) return known;
    if (made.size >= mostSchemas) throw new SchemaFailure('the schema is too large');
    const schema: Schema = { draft: owner.draft };
    made.set(each, schema);
    pending.push(() => {
      readKeywords(schema, each, compilerFor(document.owners.get(each) ?? owner));
      tracks ||= schema.unevaluatedProperties !== undefined || schema.unevaluatedItems !== undefined;
    });
    if (isObject(owner.root) && property(owner.root, '$recursiveAnchor') === true) schema.recursive = true;
    if (owner.dynamicAnchors.size > 0) schema.dynamicAnchors = dynamicAnchorsOf(owner);
    return schema;
  };

  /** One map for all schemas of a resource: `$dynamicRef` asks each of those that it has come through. */
  const anchorsOf = new Map<Resource, ReadonlyMap<string, Schema>>();
  const dynamicAnchorsOf = (owner: Resource): ReadonlyMap<string, Schema> => {
    const known = anchorsOf.get(owner);
    if (known !== undefined) return known;
    const anchors = new Map<string, Schema>();
    anchorsOf.set(owner, anchors);
    for (const [name, target] of owner.dynamicAnchors) anchors.set(name, schemaOf(target, owner));
    return anchors;
  };

  const compilerFor = (owner: Resource): Compiler => ({
    schema: (each) => schemaOf(each, (isObject(each) ? document.owners.get(each) : undefined) ?? owner),
    pattern,
    reference: (reference) => {
      const target = resolveReference(document, reference, owner);
      if (target === 'remote') return { schema: { draft: owner.draft, always: true }, anchor: undefined };
      const anchor = /#([^/].*)$/s.exec(reference)?.[1];
      return { schema: schemaOf(target.schema, target.owner), anchor };
    },
  });

  const root = schemaOf(json, (isObject(json) ? document.owners.get(json) : undefined) ?? resource);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) next();
  return { root, tracks, remote: [...document.remote] };
}
