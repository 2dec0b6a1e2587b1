import { append } from '../../append.ts';
import {
  evaluate,
  object,
  type Place,
  parseHcl,
  type Scope,
  text,
  tuple,
  type Value,
} from '../../formats/hcl/index.ts';
import {
  fieldsOf,
  isStringScalar,
  parseYaml,
  resolve,
  type YamlNode,
  type YamlScalar,
} from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { ExtractContext } from '../source.ts';
import { type Spot, spotAt } from '../spot.ts';
import { imagesOfTargets, type TargetAttributes } from './builds.ts';
import { scopeOf } from './definitions.ts';
import type { Findings } from './findings.ts';
import { attributeImages } from './target.ts';
import type { Fallback } from './texts.ts';

/** JSON nests no deeper than this in files of Bake's. */
const MAX_DEPTH = 20;

/** The targets of a file in JSON, whose texts are templates of HCL. */
export function readJson(
  source: SourceText,
  files: readonly SourceText[],
  into: Findings,
  context: ExtractContext,
): void {
  const stream = parseYaml(source);
  append(
    into.problems,
    stream.problems.map(({ span, message }) => ({ span, message })),
  );
  const root = stream.documents[0]?.root;
  if (root?.kind !== 'map') return;
  const spot: Spot = { map: root, path: '', via: undefined };
  const scope = withDefaults(scopeOf(source, files), spotAt(spot, 'variable'), source);
  const targets = spotAt(spot, 'target');
  const all = new Map<string, readonly TargetAttributes[]>();
  for (const { key: target } of targets === undefined ? [] : fieldsOf(targets.map)) {
    const attributes = spotAt(targets, target);
    const known = new Map<string, { readonly value: Value; readonly place: Fallback }>();
    all.set(target, [known]);
    for (const { key: name, value: node } of attributes === undefined ? [] : fieldsOf(attributes.map)) {
      const value = valueOfNode(node, source, scope, 0);
      const place = fallbackOf(node, 0);
      known.set(name, { value, place });
      attributeImages({ target, name, value, place }, source.path, into);
    }
  }
  append(into.found, imagesOfTargets(all.keys(), all, source.path, context));
}

/** The variables of the file itself, by their defaults. */
function withDefaults(scope: Scope, variables: Spot | undefined, source: SourceText): Scope {
  const defaults = new Map<string, Value>();
  for (const { key } of variables === undefined ? [] : fieldsOf(variables.map)) {
    const preset = spotAt(variables, key)?.map;
    const node = preset && fieldsOf(preset).find((field) => field.key === 'default')?.value;
    if (node?.kind === 'scalar') defaults.set(key, literal(node, source));
  }
  return {
    ...scope,
    reference: (names) => {
      const value = defaults.get(names[0] ?? '');
      return value === undefined ? scope.reference(names) : { value, used: 1 };
    },
  };
}

function valueOfNode(node: YamlNode, source: SourceText, scope: Scope, depth: number): Value {
  const value = resolve(node);
  if (value.kind === 'scalar')
    return value.value.includes('${') ? template(value, source, scope) : literal(value, source);
  if (depth > MAX_DEPTH) return { kind: 'null' };
  if (value.kind === 'seq')
    return tuple(value.items.map((item) => valueOfNode(item, source, scope, depth + 1)));
  const entries = fieldsOf(value).map(
    (field) => [field.key, valueOfNode(field.value, source, scope, depth + 1)] as const,
  );
  return object(new Map(entries));
}

function literal(scalar: YamlScalar, { path: file }: SourceText): Value {
  const { content, value } = scalar;
  if (!isStringScalar(scalar) && value === 'null') return { kind: 'null' };
  const verbatim = content.end - content.start === value.length;
  return text(value, verbatim ? { file, span: content } : undefined);
}

const BEFORE = 'text=';

/** A text with `${ … }`: JSON's escapes are those of HCL. */
function template({ span, value }: YamlScalar, source: SourceText, scope: Scope): Value {
  const { text: all, path: file } = source;
  const written = parseHcl({ path: file, text: BEFORE + all.slice(span.start, span.end), bom: false });
  const expression = written.body.attributes[0]?.value;
  if (expression === undefined) return text(value);
  // Places in the file are told from those of other values by a path that no file has.
  const evaluated = evaluate(expression, { ...scope, file: HERE });
  if (evaluated.kind !== 'string') return evaluated;
  const by = span.start - BEFORE.length;
  const moved = (place: Place | undefined): Place | undefined =>
    place?.file === HERE ? { file, span: { start: place.span.start + by, end: place.span.end + by } } : place;
  const fragments = evaluated.fragments.map((fragment) =>
    fragment.kind === 'text'
      ? { ...fragment, place: moved(fragment.place), use: moved(fragment.use) }
      : { ...fragment, use: moved(fragment.use) },
  );
  return { kind: 'string', fragments };
}

const HERE = '\u0000';

function fallbackOf(node: YamlNode, depth: number): Fallback {
  const value = resolve(node);
  const span = value.kind === 'scalar' ? value.content : value.span;
  if (value.kind !== 'seq' || depth > MAX_DEPTH) return { span };
  return { span, items: value.items.map((item) => fallbackOf(item, depth + 1)) };
}
