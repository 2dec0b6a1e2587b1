import { parseDotenv } from '../../formats/dotenv/index.ts';
import {
  type Expansion,
  expandTemplate,
  knownText,
  type Scope,
  textValue,
} from '../../formats/interpolation/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { ExtractContext } from '../source.ts';

/** What gives variables their values. */
export interface Variables {
  readonly scope: Scope;
  /** The same, and where it knows nothing what a file such as `.env.example` proposes; undefined where there is no such file. */
  readonly proposed: (() => Proposed | undefined) | undefined;
}

export interface Proposed {
  readonly scope: Scope;
  /** Paths of the files. */
  readonly file: string;
}

/** Values longer than any reference are of other things. */
const LONGEST = 1024;

/** What the configuration says. */
export function configured({ variables = {} }: ExtractContext): Scope {
  return (name) => {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    return value === undefined ? undefined : { value: textValue(value, undefined), origin: [] };
  };
}

/** The first of some scopes that knows a name. */
export function firstOf(...scopes: readonly Scope[]): Scope {
  return (name) => {
    for (const scope of scopes) {
      const found = scope(name);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

/**
 * The variables of an env file, each of which sees `outer` and those before it. What it has of `outer` is left to it
 * (compose-go, `dotenv/env.go`).
 */
export function envFile(source: SourceText, outer: Scope): Scope {
  const known = new Map<string, Expansion>();
  const scope = firstOf(outer, (name) => known.get(name));
  for (const { name, value, span, expands } of parseDotenv(source.text)) {
    if (value === undefined || value.length > LONGEST) continue;
    const placeOf = (from: number, to: number) =>
      span === undefined
        ? undefined
        : { file: source.path, span: { start: span.start + from, end: span.start + to } };
    const expanded = expands ? expandTemplate({ text: value, placeOf }, scope) : undefined;
    if (expanded?.ok !== true)
      known.set(name, { value: textValue(value, placeOf(0, value.length)), origin: [] });
    else if (knownText(expanded.value.value).length <= LONGEST) known.set(name, expanded.value);
  }
  return (name) => known.get(name);
}

/** Files that propose what to write into `.env`. */
const PROPOSALS: readonly string[] = [
  '.env.example',
  '.env.sample',
  '.env.template',
  '.env.dist',
  '.env.default',
  '.env.defaults',
  '.env.tmpl',
  '.env-example',
  '.env-sample',
  '.env_example',
  '.example.env',
  '.sample.env',
  'example.env',
  'sample.env',
  'template.env',
  'default.env',
  'env.example',
  'env.sample',
  'env.template',
  'env.dist',
];

export function proposalBeside(folder: string, { fileAt }: ExtractContext): SourceText | undefined {
  if (fileAt === undefined) return undefined;
  for (const name of PROPOSALS) {
    const found = fileAt(inFolder(folder, name));
    if (found !== undefined) return found;
  }
  return undefined;
}

export function inFolder(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
