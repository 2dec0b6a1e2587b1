import { type Draft, type JsonObject, property } from './types.ts';

const drafts: ReadonlyMap<string, Draft> = new Map([
  ['json-schema.org/draft-04/schema', 4],
  ['json-schema.org/draft-06/schema', 6],
  ['json-schema.org/draft-07/schema', 7],
  ['json-schema.org/draft/2019-09/schema', 2019],
  ['json-schema.org/draft/2020-12/schema', 2020],
  ['json-schema.org/schema', 2020],
]);

/**
 * The draft that `$schema` names; without it `otherwise`. A schema below another may only name one where it has an `$id`. A
 * metaschema of somebody's own is not fetched: it is noted as remote.
 */
export function draftOf(
  { remote }: { readonly remote: Set<string> },
  schema: JsonObject,
  otherwise: Draft,
): Draft {
  const named = property(schema, '$schema');
  if (typeof named !== 'string') return otherwise;
  const draft = drafts.get(named.replace(/^https?:\/\//, '').replace(/#$/, ''));
  if (draft === undefined && URL.canParse(named)) remote.add(named);
  return draft ?? otherwise;
}
