import type { Draft } from './types.ts';

/**
 * What a keyword's value has to look like.
 * - `schema`; in draft 4 an object, but for `additional`, which takes booleans there, too
 * - `schemas`: a list of them, not empty - `items`: one or such a list - `map`: schemas by name
 * - `dependencies`: schemas or lists of names, by name - `names`: strings, each once - `names-by-name`
 * - `anchor`: the name of a place - `id`: an address without such a name
 * - `count`: an integer that is not negative - `positive`: a number above zero
 */
export type Shape =
  | 'additional'
  | 'anchor'
  | 'boolean'
  | 'count'
  | 'dependencies'
  | 'enum'
  | 'id'
  | 'items'
  | 'list'
  | 'map'
  | 'names'
  | 'names-by-name'
  | 'number'
  | 'patterns'
  | 'positive'
  | 'regex'
  | 'schema'
  | 'schemas'
  | 'string'
  | 'type';

interface Keyword {
  readonly shape: Shape;
  readonly since: Draft;
  readonly until: Draft;
}

function keyword(shape: Shape, since: Draft = 4, until: Draft = 2020): Keyword {
  return { shape, since, until };
}

/** The keywords of all drafts (json-schema.org, the metaschemas). */
const keywords: ReadonlyMap<string, readonly Keyword[]> = new Map([
  ['$anchor', [keyword('anchor', 2019)]],
  ['$comment', [keyword('string', 7)]],
  ['$defs', [keyword('map', 2019)]],
  ['$dynamicAnchor', [keyword('anchor', 2020)]],
  ['$dynamicRef', [keyword('string', 2020)]],
  ['$id', [keyword('string', 6, 7), keyword('id', 2019)]],
  ['$recursiveAnchor', [keyword('boolean', 2019, 2019)]],
  ['$recursiveRef', [keyword('string', 2019, 2019)]],
  ['$ref', [keyword('string', 6)]],
  ['$schema', [keyword('string')]],
  ['additionalItems', [keyword('additional', 4, 2019)]],
  ['additionalProperties', [keyword('additional')]],
  ['allOf', [keyword('schemas')]],
  ['anyOf', [keyword('schemas')]],
  ['contains', [keyword('schema', 6)]],
  ['contentEncoding', [keyword('string', 7)]],
  ['contentMediaType', [keyword('string', 7)]],
  ['contentSchema', [keyword('schema', 2019)]],
  ['definitions', [keyword('map')]],
  ['dependencies', [keyword('dependencies')]],
  ['dependentRequired', [keyword('names-by-name', 2019)]],
  ['dependentSchemas', [keyword('map', 2019)]],
  ['deprecated', [keyword('boolean', 2019)]],
  ['description', [keyword('string')]],
  ['else', [keyword('schema', 7)]],
  ['enum', [keyword('enum')]],
  ['examples', [keyword('list', 6)]],
  ['exclusiveMaximum', [keyword('boolean', 4, 4), keyword('number', 6)]],
  ['exclusiveMinimum', [keyword('boolean', 4, 4), keyword('number', 6)]],
  ['format', [keyword('string')]],
  ['id', [keyword('string', 4, 4)]],
  ['if', [keyword('schema', 7)]],
  ['items', [keyword('items', 4, 2019), keyword('schema', 2020)]],
  ['maxContains', [keyword('count', 2019)]],
  ['maxItems', [keyword('count')]],
  ['maxLength', [keyword('count')]],
  ['maxProperties', [keyword('count')]],
  ['maximum', [keyword('number')]],
  ['minContains', [keyword('count', 2019)]],
  ['minItems', [keyword('count')]],
  ['minLength', [keyword('count')]],
  ['minProperties', [keyword('count')]],
  ['minimum', [keyword('number')]],
  ['multipleOf', [keyword('positive')]],
  ['not', [keyword('schema')]],
  ['oneOf', [keyword('schemas')]],
  ['pattern', [keyword('regex')]],
  ['patternProperties', [keyword('patterns')]],
  ['prefixItems', [keyword('schemas', 2020)]],
  ['properties', [keyword('map')]],
  ['propertyNames', [keyword('schema', 6)]],
  ['readOnly', [keyword('boolean', 7)]],
  ['required', [keyword('names')]],
  ['then', [keyword('schema', 7)]],
  ['title', [keyword('string')]],
  ['type', [keyword('type')]],
  ['unevaluatedItems', [keyword('schema', 2019)]],
  ['unevaluatedProperties', [keyword('schema', 2019)]],
  ['uniqueItems', [keyword('boolean')]],
  ['writeOnly', [keyword('boolean', 7)]],
]);

/** Undefined for a keyword that the draft does not know. */
export function shapeOf(name: string, draft: Draft): Shape | undefined {
  return keywords.get(name)?.find(({ since, until }) => since <= draft && draft <= until)?.shape;
}
