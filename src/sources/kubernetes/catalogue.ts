import { curatedFields } from './catalogue-overlay.ts';
import { crdImageFields } from './crd-catalogue.generated.ts';
import type { FieldRule } from './field-rule.ts';
import { addPath, emptyTrie, type FieldTrie } from './field-trie.ts';

/** What is known of the image fields of one kind of custom resource. */
export interface KindCatalogue {
  /** Paths from the object's root. */
  readonly anchored: FieldTrie;
  /** Paths from any map of the object; undefined when there are none. */
  readonly floating: FieldTrie | undefined;
}

const FLOATING = '**.';
const wholeReference: FieldRule = { form: 'reference', purpose: 'pull' };
const known = new Map<string, KindCatalogue>();

/** The catalogue of a kind: what is generated from the schemas, and over it what is curated for the group and the kind. */
export function catalogueOf(group: string, kind: string): KindCatalogue {
  const id = `${group}/${kind.toLowerCase()}`;
  let catalogue = known.get(id);
  if (catalogue === undefined) {
    catalogue = compile(group, id);
    // Kinds without an entry are as many as hostile files want.
    if (catalogue.anchored.children.size > 0 || catalogue.floating !== undefined) known.set(id, catalogue);
  }
  return catalogue;
}

function compile(group: string, id: string): KindCatalogue {
  const anchored = emptyTrie();
  const floating = emptyTrie();
  const add = (path: string, rule: FieldRule): void => {
    if (path.startsWith(FLOATING)) addPath(floating, path.slice(FLOATING.length), rule);
    else addPath(anchored, path, rule);
  };
  const generated = Object.hasOwn(crdImageFields, id) ? crdImageFields[id] : undefined;
  for (const path of generated?.split(' ') ?? []) add(path, wholeReference);
  for (const key of [`${group}/*`, id]) {
    const fields = Object.hasOwn(curatedFields, key) ? curatedFields[key] : undefined;
    for (const [path, rule] of Object.entries(fields ?? {})) add(path, { ...wholeReference, ...rule });
  }
  return { anchored, floating: floating.children.size === 0 ? undefined : floating };
}
