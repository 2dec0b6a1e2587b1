import { append } from '../../append.ts';
import {
  encode,
  type Fragment,
  fragmentsOf,
  lookUp,
  unknown,
  usedAt,
  type Value,
} from '../../formats/expressions/index.ts';
import {
  at,
  field,
  fieldsOf,
  spanInSource,
  type YamlNode,
  type YamlScalar,
} from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import { builtText, valueOfTree } from '../evaluated/index.ts';

/** A program of Pulumi YAML and what its names mean. */
export interface Program {
  readonly source: SourceText;
  readonly root: YamlNode;
  readonly known: Map<string, Value>;
}

/** What a node is worth: `${name}` in its texts, `fn::toJSON` as text. */
export function valueIn(program: Program, node: YamlNode): Value {
  return valueOfTree(node, {
    file: program.source.path,
    text: (scalar) => textIn(program, scalar),
    node: (map, convert) => {
      const only = map.kind === 'map' && map.entries.length === 1 ? fieldsOf(map)[0] : undefined;
      if (only === undefined || !/^fn::/i.test(only.key)) return undefined;
      if (/^fn::tojson$/i.test(only.key)) return encode(convert(only.value));
      return usedAt(unknown(`the function ${only.key} is not evaluated`), {
        file: program.source.path,
        span: map.span,
      });
    },
  });
}

const NAME = /\$(\$?)\{([^}]*)\}/g;

function textIn(program: Program, scalar: YamlScalar): Value | undefined {
  const { source } = program;
  if (!scalar.value.includes('${')) return undefined;
  const place = (start: number, end: number) => ({
    file: source.path,
    span: spanInSource(source, scalar, { start, end }),
  });
  const literal = (start: number, end: number): readonly Fragment[] =>
    start >= end
      ? []
      : [
          {
            kind: 'text',
            text: scalar.value.slice(start, end),
            place: place(start, end),
            use: place(start, end),
          },
        ];
  const fragments: Fragment[] = [];
  let from = 0;
  for (const match of scalar.value.matchAll(NAME)) {
    const [whole, escaped, name = ''] = match;
    const end = match.index + whole.length;
    const value = escaped === '$' ? undefined : usedAt(named(program, name), place(match.index, end));
    // A text that is nothing but a name is that value, whatever it is.
    if (value !== undefined && whole.length === scalar.value.length) return value;
    append(fragments, literal(from, match.index));
    if (value === undefined) append(fragments, literal(match.index, end));
    else
      append(
        fragments,
        fragmentsOf(value) ?? [{ kind: 'hole', unknown: { reason: `${name} is no text` }, use: undefined }],
      );
    from = end;
  }
  append(fragments, literal(from, scalar.value.length));
  return builtText(fragments);
}

function named(program: Program, reference: string): Value {
  const [name = '', ...steps] = reference
    .trim()
    .split(/[.[\]"']+/)
    .filter((part) => part !== '');
  let value = valueOfName(program, name, reference);
  for (const step of steps) value = lookUp(value, step);
  return value;
}

function valueOfName(program: Program, name: string, reference: string): Value {
  const before = program.known.get(name);
  if (before !== undefined) return before;
  program.known.set(name, unknown(`${name} is defined by itself`));
  const value = defined(program, name) ?? unknown(`${reference} is known only when Pulumi runs`);
  program.known.set(name, value);
  return value;
}

function defined(program: Program, name: string): Value | undefined {
  const variable = field(at(program.root, ['variables']), name)?.value;
  if (variable !== undefined) return valueIn(program, variable);
  for (const section of ['config', 'configuration']) {
    const setting = field(at(program.root, [section]), name)?.value;
    if (setting === undefined) continue;
    const standard = setting.kind === 'map' ? (at(setting, ['default']) ?? at(setting, ['value'])) : setting;
    return standard === undefined ? unknown(`setting ${name} has no default`) : valueIn(program, standard);
  }
  return undefined;
}
