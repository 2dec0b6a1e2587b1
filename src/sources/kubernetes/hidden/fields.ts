import {
  field,
  isStringScalar,
  type YamlAlias,
  type YamlField,
  type YamlMap,
  type YamlSeq,
} from '../../../formats/yaml/index.ts';
import { isImageListKey } from '../../image-key.ts';
import type { YamlText } from '../../yaml-text.ts';
import type { ObjectReader } from '../object-reader.ts';
import type { Place } from '../place.ts';
import { isText } from './embedded.ts';
import { reportNamedValues } from './environment.ts';
import { unnamedImage, type WordsOptions } from './report-words.ts';

/** Fields that tell people something. */
const PROSE =
  /(?:description|readme|notes?|summary|message|comment|help|usage|documentation|docs?|title|text)$/i;

/** Annotations of a ClusterServiceVersion: objects that the console offers to create. */
const EXAMPLES = /^(?:alm-examples|operatorframework\.io\/initialization-resource)$/;

/** A field of several lines, or with JSON in it, is read as what it is: a manifest, values, a script. */
export function readFieldText(
  { key, value, via: own }: YamlField,
  place: Place,
  via: YamlAlias | undefined,
  reader: ObjectReader,
): void {
  if (value.kind !== 'scalar' || !isText(value) || PROSE.test(key)) return;
  const text: YamlText = { scalar: value, via: via ?? own };
  reader.readWithin(text, place, EXAMPLES.test(key) ? mentioning(reader) : reader);
}

function mentioning(reader: ObjectReader): ObjectReader {
  return {
    ...reader,
    report: (place, sighting) => reader.report(place, { ...sighting, purpose: 'mention' }),
  };
}

/** A reference under a name that says nothing of images: in a map called `images` it is one, else it may be. */
export function reportUnnamed(
  { key, value, via: own }: YamlField,
  siblings: YamlMap,
  place: Place,
  via: YamlAlias | undefined,
  reader: ObjectReader,
): void {
  if (value.kind !== 'scalar' || !isStringScalar(value)) return;
  const found = unnamedImage({ scalar: value, via: via ?? own });
  if (found === undefined) return;
  // The entry of a list of named values, which is read as such.
  if ((key === 'value' || key === 'default') && field(siblings, 'name') !== undefined) return;
  const list = place.parent?.segment;
  // An image volume, which is read with the containers beside it.
  if (key === 'reference' && list === 'image') return;
  const listed = typeof list === 'string' && isImageListKey(list);
  reader.report(place, listed ? { ...found, confidence: 'likely' } : found);
}

const TEKTON = /(?:^|\.)tekton\.dev$/;

/**
 * The images among the entries `{ name, value }` or `{ name, default }` of a list in a custom resource. Parameters of
 * Tekton name what is built as often as what is pulled.
 */
export function reportParameters(
  list: YamlSeq,
  place: Place,
  via: YamlAlias | undefined,
  group: string,
  settled: ReadonlySet<number>,
  reader: ObjectReader,
): void {
  const { segment } = place;
  const loose = !(typeof segment === 'string' && /env/i.test(segment));
  const doubtful = segment === 'params' && TEKTON.test(group);
  const options: WordsOptions = doubtful ? { atMost: 'possible', loose } : { loose };
  reportNamedValues(list, place, via, reader, options, settled);
}
