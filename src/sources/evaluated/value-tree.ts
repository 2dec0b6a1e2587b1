import { type ObjectValue, object, text, tuple, type Value } from '../../formats/expressions/index.ts';
import {
  fieldsOf,
  isNull,
  isStringScalar,
  resolve,
  type YamlNode,
  type YamlScalar,
} from '../../formats/yaml/index.ts';
import { slice } from '../../text/source-text.ts';
import { type Embedded, fragmentsAt } from './embedded.ts';

/** Aliases can name more nodes than there are atoms. */
const MAX_DEPTH = 60;
const MAX_NODES = 100_000;

/** A tree of embedded YAML as a value whose texts know where they stand. */
export function valueOfYaml(root: YamlNode, embedded: Embedded): Value {
  let left = MAX_NODES;
  const convert = (node: YamlNode, depth: number): Value => {
    const value = resolve(node);
    left--;
    if (value.kind === 'scalar') return valueOfScalar(value, embedded);
    if (depth > MAX_DEPTH || left < 0) return { kind: 'null' };
    if (value.kind === 'seq') return tuple(value.items.map((item) => convert(item, depth + 1)));
    const fields = fieldsOf(value).filter(() => left > 0);
    return object(new Map(fields.map((field) => [field.key, convert(field.value, depth + 1)])));
  };
  return convert(root, 0);
}

function valueOfScalar(scalar: YamlScalar, embedded: Embedded): Value {
  if (isNull(scalar)) return { kind: 'null' };
  const fragments = fragmentsAt(embedded, scalar.content);
  const verbatim = slice(embedded.source, scalar.content) === scalar.value;
  const [only] = fragments;
  if (verbatim && !isStringScalar(scalar) && fragments.length === 1 && only?.kind === 'text') {
    return { kind: 'number', text: only.text, place: only.place, use: only.use };
  }
  if (verbatim) return { kind: 'string', fragments };
  // Folded lines and escapes: the text is known, and where it stands as a whole.
  if (fragments.some(({ kind }) => kind === 'hole')) return { kind: 'string', fragments };
  const place = only?.kind === 'text' && fragments.length === 1 ? only.place : undefined;
  return text(scalar.value, place);
}

/** Values laid over others as Helm does: objects go into each other, anything else takes the place of what was there. */
export function mergeValues(base: ObjectValue, over: ObjectValue): ObjectValue {
  const entries = new Map(base.entries);
  for (const [name, value] of over.entries) {
    const before = entries.get(name);
    if (value.kind === 'null') entries.delete(name);
    else
      entries.set(
        name,
        before?.kind === 'object' && value.kind === 'object' ? mergeValues(before, value) : value,
      );
  }
  return object(entries, over.open ?? base.open);
}

/** Values with one more setting at a path (`image.tag`, `sidecars[0].image`), as `helm --set` lays it on. */
export function setValue(base: Value | undefined, path: readonly (string | number)[], value: Value): Value {
  const [segment, ...rest] = path;
  if (segment === undefined) return value;
  if (typeof segment === 'number') {
    const items = base?.kind === 'tuple' ? [...base.items] : [];
    while (items.length < segment) items.push({ kind: 'null' });
    items[segment] = setValue(items[segment], rest, value);
    return tuple(items);
  }
  const entries = new Map(base?.kind === 'object' ? base.entries : []);
  entries.set(segment, setValue(entries.get(segment), rest, value));
  return object(entries);
}
