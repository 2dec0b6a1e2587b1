import { append } from '../../append.ts';
import { field, fieldsOf } from '../../formats/yaml/index.ts';
import { textOf } from '../image-map.ts';
import type { FoundImage } from '../image-use.ts';
import { nestedValues, type RequestReader } from '../releases/index.ts';
import { valuesImages } from '../values-images.ts';
import { identityOf, type KubernetesObject } from './objects.ts';
import { below, pathText } from './place.ts';

/** What Flux takes from a ConfigMap unless told otherwise (`valuesFrom[].valuesKey`), and what people name alike. */
const VALUES_KEY = /^(?:values[^/]*|[^/]+[-_.]values)\.ya?ml$/i;

export function isValuesKey(key: string): boolean {
  return VALUES_KEY.test(key);
}

export function isConfigMap(group: string, kind: string): boolean {
  return group === '' && kind === 'ConfigMap';
}

/** The images in the values of a chart that a ConfigMap holds as a file. */
export function valuesInConfigMap(
  object: KubernetesObject,
  { source, problems }: RequestReader,
): readonly FoundImage[] {
  const data = field(object.map, 'data');
  if (source === undefined || data?.value.kind !== 'map') return [];
  const files = fieldsOf(data.value).filter(({ key }) => isValuesKey(key));
  return files.flatMap((file) => {
    const text = textOf(file, object.via ?? data.via);
    if (text === undefined) return [];
    const at = pathText(below(below(undefined, 'data'), file.key));
    const nested = nestedValues(source, text.scalar, at);
    append(problems, nested.problems);
    if (nested.map === undefined) return [];
    const { found, problem } = valuesImages(nested.map, { absentChart: 'the chart' });
    if (problem !== undefined) problems.push({ span: problem.span, message: problem.message });
    const owner = identityOf(object);
    return found.map((image) => ({
      ...image,
      path: image.path.startsWith('[') ? at + image.path : `${at}.${image.path}`,
      object: owner,
    }));
  });
}
