import type { LookUp } from '../helm/reach/evaluate.ts';
import { UNKNOWN } from '../helm/values/unknown.ts';
import { isTable, type Value } from '../helm/values/value.ts';
import { childKey, keyText, rootKey, type ValueKey } from '../helm/values/value-key.ts';
import { engineOptions } from '../sources/helm/analyse.ts';
import { imagesIn } from '../sources/helm/rendered-images.ts';
import { nameOf } from './name-parts.ts';
import { type Subject, tableOf } from './prove.ts';
import { renderAgain } from './render-again.ts';
import type { NamePart } from './types.ts';

/** A key that was set for a look at which images it reaches. */
export interface Probe {
  readonly key: ValueKey;
  /** What the name of an image is made of then, by the numbers of its rendering and its own; undefined where the key does not reach it. */
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

function named(value: Value, key: ValueKey, depth: number, add: (key: ValueKey) => void): void {
  if (isTable(value)) {
    if (depth > 2) return;
    for (const [name, entry] of value.entries) named(entry, childKey(key, name), depth + 1, add);
  } else if ((value.kind === 'string' || value.kind === 'nil') && NAMED.test(String(key.key))) add(key);
}

const MARK = 'pullthrough-probe.invalid';

/** Renders everything with a text of our own at a key. Undefined where the chart does not like it. */
export function probe(subject: Subject, key: ValueKey): Probe | undefined {
  const { chart, given, options, exploration, looks } = subject;
  const over = tableOf([{ key, value: MARK, isChange: true }], true, subject);
  const rendered = renderAgain(chart, given, over, exploration, engineOptions(options));
  if (!rendered.ok) return undefined;
  const text = keyText(key);
  const reached = new Map<string, readonly NamePart[]>();
  for (const [at, after] of rendered.value.entries()) {
    const before = looks[at];
    if (before === undefined || before.images.length === 0) continue;
    const { images } = imagesIn(after, exploration);
    if (images.length !== before.images.length) continue;
    for (const [index, image] of images.entries()) {
      const named = image.found.value.includes(MARK) ? nameOf(image) : undefined;
      if (named !== undefined) reached.set(`${at} ${index}`, named.parts);
    }
  }
  if (reached.size === 0) return undefined;
  return {
    key,
    partsAt: (rendering, image) => reached.get(`${rendering} ${image}`),
    lookUp: (asked) =>
      keyText(asked) === text ? { kind: 'string', value: MARK } : exploration.lookUp(asked),
  };
}
