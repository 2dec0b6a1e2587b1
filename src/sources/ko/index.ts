import { field, fieldsOf, type YamlMap } from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { FoundImage } from '../image-use.ts';
import type { Extraction, Source } from '../source.ts';
import { type Spot, spotAt } from '../spot.ts';
import { imageAt } from '../spot-images.ts';
import { readManifest, unmasked, withoutFiller } from '../templated.ts';

/** ko's configuration: the images that Go programs are put on (ko.build, `configuration`). */
export const ko: Source = {
  id: 'ko',
  endings: ['.yaml', '.yml'],
  words: ['ko.y'],
  claims: (path) => /(?:^|\/)\.?ko\.ya?ml$/.test(path),
  hints: ['baseimage'],
  extract: extractConfiguration,
};

function extractConfiguration(source: SourceText): Extraction | undefined {
  const { stream } = readManifest(source, false);
  const root = stream.documents[0]?.root;
  if (root?.kind !== 'map') return undefined;
  const spot: Spot = { map: root, path: '', via: undefined };
  const base = nameOf(root, 'defaultbaseimage');
  const overrides = nameOf(root, 'baseimageoverrides');
  if (base === undefined && overrides === undefined) return undefined;
  const byPath = overrides === undefined ? undefined : spotAt(spot, overrides);
  const found = [
    ...(base === undefined ? [] : imageAt(spot, base, 'build')),
    ...(byPath === undefined ? [] : fieldsOf(byPath.map).flatMap(({ key }) => imageAt(byPath, key, 'build'))),
  ];
  return {
    found: found
      .filter(isPulled)
      .map((image) => unmasked(image, source))
      .sort((a, b) => a.span.start - b.span.start),
    problems: stream.problems.map(({ span, message }) => ({ span, message: withoutFiller(message) })),
  };
}

/** ko reads its keys without regard to case. */
function nameOf(map: YamlMap, lowerCased: string): string | undefined {
  const name = fieldsOf(map).find(({ key }) => key.toLowerCase() === lowerCased)?.key;
  return name === undefined || field(map, name) === undefined ? undefined : name;
}

/** Bases under `ko.local` are taken from the daemon of the machine (ko, `getBaseImage`). */
function isPulled({ value }: FoundImage): boolean {
  return !value.startsWith('ko.local/');
}
