import { field, isNull, resolve, type YamlNode, type YamlScalar } from '../formats/yaml/index.ts';
import { type FieldSpec, specKeys } from './reach.ts';

/** Says of a node what kustomize expects in its place: it stops the whole build there. */
export type Report = (node: YamlNode, expected: string) => void;

interface Visitor {
  readonly report?: Report;
  /** Called with each text that the transformer is handed. */
  readonly visit?: (text: YamlScalar) => void;
}

/** Lists can hold themselves through aliases; no real path is longer. */
const DEEPEST = 20;

/** Goes where a field specification leads in an object, through lists wherever one stands (api/filters/fieldspec). */
export function followSpec(object: YamlNode, spec: FieldSpec, visitor: Visitor): void {
  follow(object, specKeys(spec.path), visitor, 0);
}

function follow(node: YamlNode, keys: readonly string[], visitor: Visitor, depth: number): void {
  const value = resolve(node);
  const [key, ...rest] = keys;
  if (isAbsent(value) || depth > DEEPEST) return;
  if (key === undefined) {
    if (value.kind === 'scalar') visitor.visit?.(value);
    else visitor.report?.(node, 'the text of an image');
  } else if (value.kind === 'seq') {
    for (const item of value.items) {
      // An alias to the list itself: kustomize refuses such a file anyway.
      if (resolve(item) !== value) follow(item, keys, visitor, depth + 1);
    }
  } else if (value.kind === 'scalar') {
    visitor.report?.(node, 'a list or a map');
  } else {
    const next = field(value, key)?.value;
    if (next !== undefined) follow(next, rest, visitor, depth + 1);
  }
}

export function isAbsent(node: YamlNode): boolean {
  return node.kind === 'scalar' && isNull(node);
}
