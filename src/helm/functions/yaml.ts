import { isNull, parseYaml, resolve } from '../../formats/yaml/index.ts';
import { err, ok, type Result } from '../../result.ts';
import { sourceText } from '../../text/index.ts';
import { valueOfYaml } from '../values/from-yaml.ts';
import { located, refilled } from '../values/located.ts';
import { emptyTable, nil, type Place, type Value } from '../values/value.ts';
import { anyAt, textAt } from './args.ts';
import { mismatch } from './json.ts';
import { list, table, text } from './make.ts';
import { writePrettyYaml, writeYaml } from './to-yaml.ts';
import { FunctionFailure, type Functions, type TemplateFunction } from './types.ts';

const mustToYaml: TemplateFunction = { params: ['any'], run: (args) => text(writeYaml(anyAt(args, 0))) };

/** YAML to and fro (helm 4.2.3, pkg/engine/funcs.go). */
export const yaml: Functions = {
  toYaml: {
    params: ['any'],
    run: (args) => {
      try {
        return text(writeYaml(anyAt(args, 0)));
      } catch (thrown) {
        if (thrown instanceof FunctionFailure) return text('');
        throw thrown;
      }
    },
  },
  mustToYaml,
  toYamlPretty: { params: ['any'], run: (args) => text(writePrettyYaml(anyAt(args, 0))) },
  fromYaml: {
    params: ['string'],
    run: (args) => {
      const read = readYaml(textAt(args, 0));
      const error = read.ok ? unfit(read.value, 'table') : read.error;
      if (error !== undefined) return table([['Error', text(error)]]);
      return read.ok && read.value.kind === 'table' ? read.value : { ...emptyTable, entries: new Map() };
    },
  },
  fromYamlArray: {
    params: ['string'],
    run: (args) => {
      const read = readYaml(textAt(args, 0));
      const error = read.ok ? unfit(read.value, 'list') : read.error;
      if (error !== undefined) return list([text(error)]);
      return read.ok && read.value.kind === 'list' ? read.value : list([]);
    },
  },
};

function unfit(value: Value, kind: 'table' | 'list'): string | undefined {
  const message = mismatch(value, kind, kind === 'table' ? 'map[string]interface {}' : '[]interface {}');
  return message && `error unmarshaling JSON: while decoding JSON: ${message}`;
}

const known = new Map<string, Result<Value, string>>();

/** Helpers that hand over data as YAML are called with the same again and again; what they make of it they may change. */
const mostKnown = 200;
const longestKnown = 50_000;

function readYaml(given: string): Result<Value, string> {
  const before = known.get(given);
  const read = before ?? parsed(given);
  if (given.length > longestKnown) return read;
  if (before === undefined) {
    if (known.size >= mostKnown) known.clear();
    known.set(given, read);
  }
  return read.ok ? ok(copied(read.value)) : read;
}

function copied(value: Value): Value {
  if (value.kind === 'list') return { ...value, items: value.items.map(copied) };
  if (value.kind !== 'table') return value;
  const entries = new Map<string, Value>();
  value.entries.forEach((entry, key) => {
    entries.set(key, copied(entry));
  });
  return refilled(value, entries, value.key, value.from);
}

/** The first document. The error's words are not Go's. */
function parsed(given: string): Result<Value, string> {
  const { documents, problems } = parseYaml(sourceText('', given));
  const [problem] = problems;
  if (problem !== undefined) return err(`error converting YAML to JSON: yaml: ${problem.message}`);
  const root = documents[0]?.root;
  if (root === undefined) return ok(nil);
  const node = resolve(root);
  if (node.kind === 'scalar' && isNull(node)) return ok(nil);
  const read = valueOfYaml('', node);
  return read.ok
    ? ok(madeValue(read.value, given))
    : err(`error converting YAML to JSON: yaml: ${read.error.message}`);
}

/**
 * As a text that templates made: no file holds it. go-yaml ends a block scalar with a line break only where its last line has one,
 * which that of a text that `toYaml` made has not.
 */
function madeValue(value: Value, source: string): Value {
  switch (value.kind) {
    case 'list':
      return list(value.items.map((item) => madeValue(item, source)));
    case 'table': {
      const entries = new Map<string, Value>();
      value.entries.forEach((entry, key) => {
        entries.set(key, madeValue(entry, source));
      });
      return { kind: 'table', entries };
    }
    case 'string':
      return text(isCutShort(value.place, source) ? value.value.replace(/\n$/, '') : value.value);
    default:
      return located(value, undefined, undefined, undefined);
  }
}

function isCutShort(place: Place | undefined, text: string): boolean {
  if (place === undefined || place.span.end < text.length || text.endsWith('\n')) return false;
  return ['|', '>'].includes(text.charAt(place.span.start));
}
