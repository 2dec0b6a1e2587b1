import { normalizeReference } from '../image/index.ts';
import {
  addsObjects,
  buildersOf,
  buildGraph,
  type Kustomization,
  type KustomizeGraph,
  type ValueReference,
} from '../kustomize/index.ts';
import type { ImageUse, UnresolvedUse } from '../sources/image-use.ts';
import { type DataText, type DataTexts, dataKey, dataTexts } from '../sources/kustomize/index.ts';
import { imageAt } from '../sources/pieces.ts';
import { type Fragment, literalFragment, type SourceText } from '../text/index.ts';

export interface KustomizeValues {
  readonly uses: readonly ImageUse[];
  readonly unresolved: readonly UnresolvedUse[];
}

type FileAt = (path: string) => SourceText | undefined;

/**
 * The images that kustomizations put together from the data of ConfigMaps and Secrets: what a replacement writes, and what
 * `$(NAME)` in a manifest stands for. Of several kustomizations that give a variable, every image that comes of it is a use.
 */
export function withKustomizeValues(
  unresolved: readonly UnresolvedUse[],
  kustomizations: readonly Kustomization[],
  fileAt: FileAt,
): KustomizeValues {
  const taking = kustomizations.filter(({ values }) => values.length > 0);
  const candidates = taking.length === 0 ? [] : unresolved.filter(mayBeFed);
  if (candidates.length === 0) return { uses: [], unresolved };
  const graph = buildGraph(kustomizations);
  const data = dataOf(graph, fileAt);
  const takers = new Map(taking.map((at) => [at, takerOf(at)]));
  const byFile = new Map([...takers.values()].map((taker) => [taker.at.source.path, taker]));
  const generating = generatingFrom(kustomizations);
  const above = new Map<string, readonly Taker[]>();
  const takersAbove = (file: string): readonly Taker[] => {
    const before = above.get(file);
    if (before !== undefined) return before;
    const builders = new Set(buildersOf(graph, file));
    for (const { source } of generating.get(file) ?? [])
      for (const builder of buildersOf(graph, source.path)) builders.add(builder);
    const found = [...builders].flatMap((at) => takers.get(at) ?? []);
    above.set(file, found);
    return found;
  };
  const uses: ImageUse[] = [];
  const known = new Set<UnresolvedUse>();
  for (const use of candidates) {
    const own = byFile.get(use.file);
    const found =
      own !== undefined && use.path.startsWith('replacements[')
        ? replaced(use, own, data.below(own.at))
        : takersAbove(use.file).flatMap((taker) => expandedFor(use, taker, graph, data));
    const distinct = new Map(found.map((image) => [image.value, image]));
    for (const image of distinct.values()) uses.push(image);
    if (distinct.size > 0) known.add(use);
  }
  return { uses, unresolved: unresolved.filter((use) => !known.has(use)) };
}

/** What a kustomization takes from data, by the name of the variable and by the place of the replacement. */
interface Taker {
  readonly at: Kustomization;
  readonly variables: ReadonlyMap<string, ValueReference>;
  readonly replacements: ReadonlyMap<string, ValueReference>;
}

function takerOf(at: Kustomization): Taker {
  const { values } = at;
  const named = values.flatMap((value) =>
    value.variable === undefined ? [] : [[value.variable, value] as const],
  );
  return { at, variables: new Map(named), replacements: new Map(values.map((value) => [value.path, value])) };
}

/** The kustomizations that make data of a file. */
function generatingFrom(
  kustomizations: readonly Kustomization[],
): ReadonlyMap<string, readonly Kustomization[]> {
  const generating = new Map<string, Kustomization[]>();
  for (const kustomization of kustomizations) {
    for (const { location } of kustomization.generators.flatMap(({ envs, files }) => [...envs, ...files])) {
      if (location.kind !== 'local') continue;
      const known = generating.get(location.path);
      if (known === undefined) generating.set(location.path, [kustomization]);
      else known.push(kustomization);
    }
  }
  return generating;
}

const VARIABLE = /\$\(([^()\s]+)\)/g;

function mayBeFed({ source, path, value }: UnresolvedUse): boolean {
  if (source !== 'kubernetes' && source !== 'kustomize') return false;
  return path.startsWith('replacements[') || value.includes('$(');
}

/** What the data of kustomizations say, each worked out once. */
interface Data {
  /** Those that a kustomization itself has. */
  readonly own: (of: Kustomization) => DataTexts;
  /** Those that it and what it includes have. */
  readonly below: (of: Kustomization) => DataTexts;
}

function dataOf(graph: KustomizeGraph, fileAt: FileAt): Data {
  const own = memoized((of) => dataTexts(of, fileAt));
  const below = memoized((of) => {
    const texts = new Map<string, DataText>();
    const reached = new Set([of]);
    for (const at of reached) {
      // What includes has the last word.
      for (const [key, text] of own(at)) if (!texts.has(key)) texts.set(key, text);
      for (const inclusion of at.inclusions) {
        const { location } = inclusion;
        const child = location.kind === 'local' ? graph.byDirectory.get(location.path) : undefined;
        if (child !== undefined && addsObjects(inclusion)) reached.add(child);
      }
    }
    return texts;
  });
  return { own, below };
}

function memoized<T>(make: (of: Kustomization) => T): (of: Kustomization) => T {
  const known = new Map<Kustomization, T>();
  return (of) => {
    const before = known.get(of);
    if (before !== undefined) return before;
    const made = make(of);
    known.set(of, made);
    return made;
  };
}

const TARGET = /^(replacements\[\d+\])\.targets\[(\d+)\]/;

function replaced(use: UnresolvedUse, { replacements }: Taker, texts: DataTexts): readonly ImageUse[] {
  const [, path = '', target] = TARGET.exec(use.path) ?? [];
  const reference = replacements.get(path);
  const text = reference && textOf(reference, texts);
  if (text === undefined || reference?.partial?.has(Number(target)) === true) return [];
  const place = { file: use.file, span: use.span };
  const fragments: readonly Fragment[] = [{ kind: 'text', text: text.value, place: text.place, use: place }];
  return imageFrom(use, fragments, [`${path}.source`, ...text.origin]);
}

/**
 * Variables are filled in when all is put together: a kustomization further out that merges other data into those of the one
 * with the variable decides.
 */
function expandedFor(
  use: UnresolvedUse,
  { at, variables }: Taker,
  graph: KustomizeGraph,
  data: Data,
): readonly ImageUse[] {
  if (variables.size === 0) return [];
  return [...buildersOf(graph, at.source.path)].flatMap((outer) => {
    const textFor = (name: string): readonly [ValueReference, DataText] | undefined => {
      const reference = variables.get(name);
      const text = reference && (textOf(reference, data.own(outer)) ?? textOf(reference, data.below(at)));
      return reference && text && [reference, text];
    };
    return expanded(use, at, textFor);
  });
}

/** A text with `$(NAME)`, filled in. */
function expanded(
  use: UnresolvedUse,
  at: Kustomization,
  textFor: (name: string) => readonly [ValueReference, DataText] | undefined,
): readonly ImageUse[] {
  const { value, raw, file } = use;
  const spanOf = (start: number, end: number): Fragment['use'] =>
    raw === value
      ? { file, span: { start: use.span.start + start, end: use.span.start + end } }
      : { file, span: use.span };
  const fragments: Fragment[] = [];
  const origin: string[] = [];
  let done = 0;
  for (const { 0: written, 1: name, index } of value.matchAll(VARIABLE)) {
    const found = textFor(name ?? '');
    if (found === undefined) return [];
    const [reference, text] = found;
    if (index > done)
      fragments.push(literalFragment(value.slice(done, index), file, spanOf(done, index)?.span));
    done = index + written.length;
    fragments.push({ kind: 'text', text: text.value, place: text.place, use: spanOf(index, done) });
    origin.push(`${at.source.path} ${reference.path}`, ...text.origin);
  }
  if (done === 0) return [];
  if (done < value.length)
    fragments.push(literalFragment(value.slice(done), file, spanOf(done, value.length)?.span));
  return imageFrom(use, fragments, origin);
}

function textOf({ from }: ValueReference, texts: DataTexts): DataText | undefined {
  const text = texts.get(dataKey(from.kind, from.name, from.key));
  if (text === undefined || from.part === undefined) return text;
  const { delimiter, index } = from.part;
  const parts = text.value.split(delimiter);
  const part = parts[index];
  const { file, span } = text.place;
  if (part === undefined || span.end - span.start !== text.value.length) return undefined;
  const start =
    span.start + parts.slice(0, index).join(delimiter).length + (index > 0 ? delimiter.length : 0);
  return { ...text, value: part, place: { file, span: { start, end: start + part.length } } };
}

function imageFrom(
  use: UnresolvedUse,
  fragments: readonly Fragment[],
  origin: readonly string[],
): readonly ImageUse[] {
  const { code: _, reason: __, when, ...place } = use;
  const { value, pieces } = imageAt(fragments, use.file, use.span);
  const parsed = normalizeReference(value);
  if (!parsed.ok) return [];
  return [
    {
      ...place,
      reference: parsed.value.reference,
      value,
      ...(pieces === undefined ? {} : { pieces }),
      // Nothing but kustomize's own word was missing.
      confidence: use.source === 'kustomize' ? 'certain' : use.confidence,
      reach: when === undefined ? 'default' : 'conditional',
      ...(when === undefined ? {} : { when }),
      origin,
    },
  ];
}
