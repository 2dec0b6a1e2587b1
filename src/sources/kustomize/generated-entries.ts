import { spanInSource, type YamlAlias, type YamlScalar } from '../../formats/yaml/index.ts';
import type { DataGenerator, ListedText } from '../../kustomize/index.ts';
import type { SourceText, Span } from '../../text/index.ts';

/** One key of a generated ConfigMap or Secret, with the text that becomes its value. */
export interface DataEntry {
  readonly key: string;
  readonly scalar: YamlScalar;
  readonly via: YamlAlias | undefined;
  /** `configMapGenerator[0].literals[1]`; in a file of its own the key. */
  readonly path: string;
}

/** What `literals` of a generator say. One without a key or a sign kustomize refuses. */
export function literalEntries({ literals }: DataGenerator, source: SourceText): readonly DataEntry[] {
  return literals.flatMap((literal) => {
    const { value } = literal;
    const equals = value.indexOf('=');
    if (equals < 1) return [];
    const { start, end } = unquoted(value, equals + 1);
    return [
      {
        key: value.slice(0, equals),
        scalar: partOf(literal, { start, end }, source),
        via: literal.via,
        path: literal.path,
      },
    ];
  });
}

/** Kustomize takes quotes off the value of a literal (api/kv, removeQuotes). */
function unquoted(text: string, start: number): Span {
  const first = text[start];
  const quoted = (first === '"' || first === "'") && text.length > start + 1 && text.at(-1) === first;
  return quoted ? { start: start + 1, end: text.length - 1 } : { start, end: text.length };
}

function partOf({ scalar, value }: ListedText, stretch: Span, source: SourceText): YamlScalar {
  const span = spanInSource(source, scalar, stretch);
  return textAt(value.slice(stretch.start, stretch.end), span);
}

function textAt(value: string, span: Span): YamlScalar {
  return { kind: 'scalar', value, style: 'double', span, content: span };
}

const LINE = /^[ \t]*([^\s#=][^\n=]*)=([^\n]*)/gm;

/** The keys of a file of `KEY=value` lines, as kustomize reads one: without quotes or escapes (api/kv, keyValuesFromLine). */
export function envEntries({ text }: SourceText): readonly DataEntry[] {
  return [...text.matchAll(LINE)].map(({ 0: line, 1: key = '', 2: written = '', index }) => {
    const start = index + line.length - written.length;
    const value = written.trimEnd();
    return {
      key,
      scalar: textAt(value, { start, end: start + value.length }),
      via: undefined,
      path: key,
    };
  });
}

/** A file that is the value of a key as a whole. */
export function wholeFile(key: string, { text }: SourceText): DataEntry {
  const scalar: YamlScalar = { ...textAt(text, { start: 0, end: text.length }), style: 'literal' };
  return { key, scalar, via: undefined, path: '' };
}
