import { field, fieldsOf, isStringScalar } from '../../../formats/yaml/index.ts';
import { isValuesKey } from '../config-map.ts';
import type { ObjectReader } from '../object-reader.ts';
import type { KubernetesObject } from '../objects.ts';
import { below } from '../place.ts';
import { isText } from './embedded.ts';
import { reportWords, type Word } from './report-words.ts';

/** Where a ConfigMap and a Secret hold plain text. */
const textFields: readonly string[] = ['data', 'stringData'];

/** Knative's ConfigMaps explain their keys in one that nothing reads. */
const EXAMPLE = '_example';

/** The images in the texts of a ConfigMap or a Secret: each is read as what it is. */
export function reportPayloads({ map, kind, via }: KubernetesObject, reader: ObjectReader): void {
  // Values of a chart are read with the chart in mind.
  const readsValues = kind === 'ConfigMap' && reader.charts?.readsTexts === true;
  for (const key of textFields) {
    // The `data` of a Secret is Base64.
    if (kind === 'Secret' && key === 'data') continue;
    const data = field(map, key);
    if (data?.value.kind !== 'map') continue;
    const outer = via ?? data.via;
    const place = below(undefined, key);
    if (outer !== undefined && !reader.budget.mayEnter(outer, data.value, place.depth)) continue;
    const words: Word[] = [];
    for (const { key: name, value, via: own } of fieldsOf(data.value)) {
      if (value.kind !== 'scalar' || !isStringScalar(value) || name === EXAMPLE) continue;
      if (readsValues && isValuesKey(name)) continue;
      const word: Word = { name, text: { scalar: value, via: outer ?? own }, place: below(place, name) };
      if (isText(value)) reader.readWithin(word.text, word.place, reader);
      else words.push(word);
    }
    reportWords(words, reader);
  }
}
