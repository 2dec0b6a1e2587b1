import type { YamlMap } from '../formats/yaml/index.ts';
import { fieldOf, itemsOf, keyedText, type ListedMap, listedMaps, textOf } from './fields.ts';
import { locationOf } from './location.ts';
import type { DataGenerator, GeneratorFile, KeyedFile, ListedText } from './types.ts';

export function readGenerators(root: YamlMap, directory: string): readonly DataGenerator[] {
  return (['configMapGenerator', 'secretGenerator'] as const).flatMap((field) =>
    listedMaps(root, field).map((item): DataGenerator => {
      const located = (text: ListedText): GeneratorFile => ({
        ...text,
        location: locationOf(directory, text.value),
      });
      const single = keyedText(item, 'env');
      return {
        path: item.path,
        field,
        name: keyedText(item, 'name')?.value,
        literals: textsIn(item, 'literals'),
        envs: [...(single === undefined ? [] : [single]), ...textsIn(item, 'envs')].map(located),
        files: textsIn(item, 'files').map((text) => keyedFile(text, directory)),
      };
    }),
  );
}

function textsIn({ path, map, via }: ListedMap, name: string): readonly ListedText[] {
  const list = fieldOf(map, name);
  return itemsOf(list).flatMap((item, index) => {
    const text = textOf(item, list, `${path}.${name}[${index}]`);
    return text === undefined ? [] : [{ ...text, via: via ?? text.via }];
  });
}

/** `key=path`, or a path whose last part is the key (api/internal/generators/utils.go, ParseFileSource). */
function keyedFile(text: ListedText, directory: string): KeyedFile {
  const { value } = text;
  const equals = value.indexOf('=');
  const file = value.slice(equals + 1);
  const key = equals === -1 ? file.slice(file.lastIndexOf('/') + 1) : value.slice(0, equals);
  return { ...text, key, location: locationOf(directory, file) };
}
