import {
  field,
  isStringScalar,
  resolve,
  scalarText,
  type YamlAlias,
  type YamlMap,
  type YamlValue,
} from '../../../formats/yaml/index.ts';
import type { ObjectReader } from '../object-reader.ts';
import { below, type Place } from '../place.ts';
import { reportWords, type Word, type WordsOptions } from './report-words.ts';

/** The field that holds the text of an entry: `value`, and for a parameter that is declared its `default`. */
const valueFields: readonly string[] = ['value', 'default'];

/**
 * The images in a list of named values: a container's `env`, the parameters of Tekton, Argo Workflows and Argo CD.
 * Texts of several lines are read as what they hold. Entries that are `settled` are left out.
 */
export function reportNamedValues(
  list: YamlValue,
  place: Place,
  via: YamlAlias | undefined,
  reader: ObjectReader,
  options: WordsOptions = {},
  settled?: ReadonlySet<number>,
): void {
  if (list.kind !== 'seq' || (via !== undefined && !reader.budget.mayEnter(via, list, place.depth))) return;
  const given: Word[] = [];
  const declared: Word[] = [];
  for (const [index, item] of list.items.entries()) {
    const entry = resolve(item);
    if (entry.kind !== 'map' || settled?.has(index) === true) continue;
    const through = via ?? (item.kind === 'alias' ? item : undefined);
    const word = wordOf(entry, below(place, index), through);
    if (word === undefined) continue;
    if (word.text.scalar.value.includes('\n')) reader.readWithin(word.text, word.place, reader);
    (word.place.segment === 'default' ? declared : given).push(word);
  }
  if (given.length > 0) reportWords(given, reader, options);
  // What a parameter has by default is pulled if anything is; what it is given may be what is built.
  const { atMost: _, ...sure } = options;
  if (declared.length > 0) reportWords(declared, reader, sure);
}

function wordOf(entry: YamlMap, place: Place, via: YamlAlias | undefined): Word | undefined {
  for (const key of valueFields) {
    const value = field(entry, key);
    if (value?.value.kind !== 'scalar' || !isStringScalar(value.value)) continue;
    const name = scalarText(field(entry, 'name')?.value);
    if (name === undefined) return undefined;
    return { name, text: { scalar: value.value, via: via ?? value.via }, place: below(place, key) };
  }
  return undefined;
}
