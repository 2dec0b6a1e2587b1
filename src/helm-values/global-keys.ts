import type { LookUp } from '../helm/reach/evaluate.ts';
import { keysIn } from '../helm/reach/keys-in.ts';
import { UNKNOWN } from '../helm/values/unknown.ts';
import { isTable, type Value } from '../helm/values/value.ts';
import { childKey, keyText, rootKey, type ValueKey } from '../helm/values/value-key.ts';
import { engineOptions } from '../sources/helm/analyse.ts';
import { imagesIn } from '../sources/helm/rendered-images.ts';
import { rawOf } from './distribute.ts';
import { nameOf } from './name-parts.ts';
import { type Subject, tableOf } from './prove.ts';
import { renderAgain } from './render-again.ts';
import type { NamePart, Setting } from './types.ts';

/** Keys that were set for a look at which images they reach. */
export interface Probe {
  /** What the name of an image is made of then, by the numbers of its rendering and its own; undefined where no key reaches it. */
  readonly partsAt: (rendering: number, image: number) => readonly NamePart[] | undefined;
  readonly lookUp: LookUp;
}

const mostKeys = 6;

/** `global.imageRegistry`, `global.cattle.systemDefaultRegistry`, `imageRegistry`, `image.registry`. */
const NAMED = /registry$|^hub$|^(?:image)?(?:repository)?prefix$/i;

/** Keys that may stand before the names of many images: those that are called like it, and those that stand there once the user has a value for them. */
export function globalKeys(subject: Subject): readonly ValueKey[] {
  const { exploration, looks } = subject;
  const found = new Map<string, ValueKey>();
  const add = (key: ValueKey): void => {
    if (!found.has(keyText(key))) found.set(keyText(key), key);
  };
  const single = new Set<string>();
  for (const { images } of looks) {
    for (const { image, parts } of images) {
      for (const { key, text } of parts) if (key !== undefined && text.includes(UNKNOWN)) add(key);
      for (const { key, text } of parts)
        if (key !== undefined && !text.includes(UNKNOWN)) single.add(keyText(key));
      for (const { role, sources } of image.fields)
        if (role !== 'tag' && role !== 'digest') sources.empty.forEach(add);
    }
  }
  for (const name of ['imageRegistry', 'global', 'image', 'registry']) {
    const key = childKey(rootKey, name);
    const value = exploration.lookUp(key);
    if (value !== undefined) named(value, key, 0, add);
  }
  // What images are made of as it is has been tried.
  return [...found.values()].filter((key) => !single.has(keyText(key))).slice(0, mostKeys);
}

/** Keys without a value that may give the registry of images which no value redirects: beside those of their repository, and those that were asked for. */
export function emptyKeys({ exploration, looks }: Subject, ids: ReadonlySet<string>): readonly ValueKey[] {
  const found = new Map<string, ValueKey>();
  const add = (key: ValueKey): void => {
    if (NAMED.test(String(key.key)) && rawOf(key, exploration.lookUp) === '') found.set(keyText(key), key);
  };
  for (const { images } of looks) {
    for (const { id, image, parts } of images) {
      if (!ids.has(id)) continue;
      for (const { key } of parts) for (const sibling of siblingsOf(key, exploration.lookUp)) add(sibling);
      for (const { sources } of image.fields)
        for (const guard of sources.guards) if (!guard.held) keysIn(guard.value).forEach(add);
    }
  }
  return [...found.values()];
}

function siblingsOf(key: ValueKey | undefined, lookUp: LookUp): readonly ValueKey[] {
  const parent = key?.parent;
  const table = parent === undefined ? undefined : lookUp(parent);
  return parent === undefined || !isTable(table)
    ? []
    : [...table.entries.keys()].map((name) => childKey(parent, name));
}

function named(value: Value, key: ValueKey, depth: number, add: (key: ValueKey) => void): void {
  if (isTable(value)) {
    if (depth > 2) return;
    for (const [name, entry] of value.entries) named(entry, childKey(key, name), depth + 1, add);
  } else if ((value.kind === 'string' || value.kind === 'nil') && NAMED.test(String(key.key))) add(key);
}

/** The host of the mark of a key: no chart has it. */
const MARK = /pullthrough-probe-\d+\.invalid/;

/** Renders everything with texts of our own at keys. Undefined where the chart does not like it. */
export function probe(subject: Subject, keys: readonly ValueKey[]): Probe | undefined {
  const { chart, given, options, exploration, looks } = subject;
  const marks = new Map(keys.map((key, index) => [keyText(key), `pullthrough-probe-${index}.invalid`]));
  const settings = keys.map((key): Setting => {
    const raw = rawOf(key, exploration.lookUp) ?? '';
    return {
      key,
      raw,
      edits: [{ at: 0, from: raw, to: marks.get(keyText(key)) ?? '' }],
      isChange: true,
    };
  });
  const over = tableOf(settings, true, subject);
  const rendered = renderAgain(chart, given, over, exploration, engineOptions(options));
  if (!rendered.ok) return undefined;
  const reached = new Map<string, readonly NamePart[]>();
  for (const [at, after] of rendered.value.entries()) {
    const before = looks[at];
    if (before === undefined || before.images.length === 0) continue;
    const { images } = imagesIn(after, exploration);
    if (images.length !== before.images.length) continue;
    for (const [index, image] of images.entries()) {
      const named = MARK.test(image.found.value) ? nameOf(image) : undefined;
      if (named !== undefined) reached.set(`${at} ${index}`, named.parts);
    }
  }
  if (reached.size === 0) return undefined;
  return {
    partsAt: (rendering, image) => reached.get(`${rendering} ${image}`),
    lookUp: (asked) => {
      const value = marks.get(keyText(asked));
      return value === undefined ? exploration.lookUp(asked) : { kind: 'string', value };
    },
  };
}
