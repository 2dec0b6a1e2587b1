import { field, isStringScalar, resolve, type YamlStream } from '../../../formats/yaml/index.ts';
import { composeImage, textOf } from '../../image-map.ts';
import type { YamlText } from '../../yaml-text.ts';
import type { ObjectReader } from '../object-reader.ts';

/**
 * The values of an Istio installation, as its injector's ConfigMap keeps them: `global.hub` and `global.tag` complete every
 * image without a slash (`injection-template.yaml`). Others are left as they are.
 */
export function withGlobalHub(stream: YamlStream, reader: ObjectReader): ObjectReader {
  const [document] = stream.documents;
  const root = document?.root === undefined ? undefined : resolve(document.root);
  const global = field(root, 'global')?.value;
  const registry = textOf(field(global, 'hub'), undefined);
  const tag = textOf(field(global, 'tag'), undefined);
  if (registry === undefined || tag === undefined || !isStringScalar(registry.scalar)) return reader;
  return {
    ...reader,
    report: (place, sighting) => {
      const { value, span, pieces, unresolved } = sighting;
      if (pieces !== undefined || unresolved !== undefined || /[/:@]/.test(value))
        return reader.report(place, sighting);
      const scalar = { kind: 'scalar', value, style: 'double', span, content: span } as const;
      const repository: YamlText = { scalar, via: undefined };
      const composed = composeImage({ registry, repository, tag });
      const proxy = place.parent?.parent?.segment === 'global';
      reader.report(place, { ...sighting, ...composed, confidence: proxy ? 'likely' : 'possible' });
    },
  };
}
