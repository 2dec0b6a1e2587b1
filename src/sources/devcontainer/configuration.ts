import { field, fieldsOf } from '../../formats/yaml/index.ts';
import { evidenceOf } from '../image-evidence.ts';
import { isImageKey } from '../image-key.ts';
import type { Confidence, FoundImage } from '../image-use.ts';
import { type Spot, type SpottedText, spotAt, textAt, textsIn } from '../spot.ts';
import { features } from './feature.ts';
import type { Reading } from './reading.ts';
import { substituted } from './variables.ts';

/** The images of a `devcontainer.json`. Dockerfiles and compose files that it names are read where they are. */
export function configurationImages(root: Spot, reading: Reading): readonly FoundImage[] {
  const build = spotAt(root, 'build');
  const image = textAt(root, 'image');
  const others = [
    textAt(build, 'dockerfile'),
    textAt(root, 'dockerFile'),
    field(root.map, 'dockerComposeFile'),
  ];
  const unused = others.some((other) => other !== undefined);
  return [
    ...(image === undefined
      ? []
      : [{ ...found(image, 'certain', reading), ...(unused ? withoutOthers : {}) }]),
    ...textsIn(build, 'cacheFrom').flatMap((text) => cache(text, reading)),
    ...buildArguments(spotAt(build, 'args'), reading),
    ...features(root, 'features', reading),
  ];
}

/** The image is left alone where something else says what runs. */
const withoutOthers = {
  reach: 'conditional',
  when: 'neither a Dockerfile nor a compose file is named',
} as const;

function found(text: SpottedText, confidence: Confidence, reading: Reading): FoundImage {
  return { ...substituted(text, reading), path: text.path, purpose: 'pull', confidence, reach: 'default' };
}

/** An image, or `type=registry,ref=…`; other types of cache are no images (buildx, `build --cache-from`). */
function cache(text: SpottedText, reading: Reading): readonly FoundImage[] {
  return text.value.includes('=') ? [] : [found(text, 'certain', reading)];
}

/** What a build argument is for is known to the Dockerfile alone. */
function buildArguments(args: Spot | undefined, reading: Reading): readonly FoundImage[] {
  if (args === undefined) return [];
  return fieldsOf(args.map).flatMap(({ key }) => {
    const text = isImageKey(key.toLowerCase()) ? textAt(args, key) : undefined;
    if (text === undefined) return [];
    const image = found(text, 'possible', reading);
    return image.unresolved === undefined && evidenceOf(image.value) !== 'strong' ? [] : [image];
  });
}
