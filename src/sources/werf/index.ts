import { field, resolve, type YamlMap } from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { FoundImage } from '../image-use.ts';
import type { Extraction, Source } from '../source.ts';
import { type Spot, spotsIn, textAt, textsIn } from '../spot.ts';
import { imageAt } from '../spot-images.ts';
import { readManifest, readMasked, unmasked, withoutFiller } from '../templated.ts';

/** werf's configuration: what images of the builder Stapel are put on, and import from (werf.io, `werf.yaml`). */
export const werf: Source = {
  id: 'werf',
  endings: ['.yaml', '.yml', '.tmpl'],
  words: ['werf'],
  claims: (path) => /(?:^|\/)(?:werf[^/]*\.ya?ml|\.werf\/.+\.(?:ya?ml|tmpl))$/.test(path),
  hints: ['from'],
  extract: extractImages,
};

function extractImages(source: SourceText): Extraction | undefined {
  const { stream, masked } = source.path.endsWith('.tmpl') ? readMasked(source) : readManifest(source, false);
  const maps = stream.documents.flatMap(({ root }): readonly YamlMap[] =>
    root?.kind === 'map' ? [root] : [],
  );
  const documents = maps.map((map): Spot => ({ map, path: '', via: undefined }));
  const isPart = /(?:^|\/)\.werf\//.test(source.path);
  if (!isPart && !documents.some((document) => textAt(document, 'configVersion') !== undefined))
    return undefined;
  const images = documents.filter(({ map }) =>
    ['image', 'artifact'].some((key) => field(map, key) !== undefined),
  );
  const built = new Set(
    images
      .flatMap((image) => [...textsIn(image, 'image'), ...textsIn(image, 'artifact')])
      .map(({ value }) => value),
  );
  const found = images.flatMap((image) => {
    const name = nameOf(image);
    return [...imageAt(image, 'from', 'build'), ...importsOf(image)]
      .filter((each) => !isLocal(each, built))
      .map((each) => (name === undefined ? each : { ...each, object: { kind: 'image', name } }));
  });
  const problems = stream.problems.map(({ span, message }) => ({ span, message: withoutFiller(message) }));
  return {
    found: found.map((image) => unmasked(image, source)).sort((a, b) => a.span.start - b.span.start),
    // What templates leave behind is no YAML before they are executed.
    problems: masked ? [] : problems,
  };
}

function nameOf({ map }: Spot): string | undefined {
  const name = field(map, 'image') ?? field(map, 'artifact');
  const node = name === undefined ? undefined : resolve(name.value);
  return node?.kind === 'scalar' && node.value !== '' && node.value !== '~' ? node.value : undefined;
}

/** `from` of an import is an image of the file or of a registry; `image` and `artifact` are of the file alone. */
function importsOf(image: Spot): readonly FoundImage[] {
  return spotsIn(image, 'import').flatMap((each) => imageAt(each, 'from'));
}

function isLocal({ value }: FoundImage, built: ReadonlySet<string>): boolean {
  return value === 'scratch' || built.has(value);
}
