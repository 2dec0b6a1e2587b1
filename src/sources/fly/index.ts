import { parseToml } from '../../formats/toml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import { locatedBy } from '../buildpack-locator.ts';
import type { FoundImage } from '../image-use.ts';
import type { Extraction, Source } from '../source.ts';
import { type At, below, imageIn, tableIn } from '../toml-images.ts';

/** Fly.io's configuration of an application: its image, or the builder and the buildpacks that make one (fly.io/docs, `configuration`). */
export const fly: Source = {
  id: 'fly',
  endings: ['.toml'],
  words: ['fly'],
  claims: (path) => /(?:^|\/)(?:[^/]*[._-])?fly(?:[._-][^/]*)?\.toml$/.test(path),
  hints: ['image', 'builder', 'buildpacks'],
  extract: extractApplication,
};

function extractApplication({ text }: SourceText): Extraction | undefined {
  const { root, problems } = parseToml(text);
  const at: At = { table: root, path: '' };
  const build = tableIn(at, 'build');
  if (build === undefined && root.entries.get('app')?.kind !== 'string') return undefined;
  const found = [
    ...imageIn(build, 'image'),
    ...imageIn(build, 'builder').map((image): FoundImage => ({ ...image, purpose: 'build' })),
    ...buildpacksOf(build),
  ];
  // Lines of a template are the business of what fills it in.
  const wrong = problems.filter(({ span }) => !text.startsWith('{{', span.start));
  return { found: found.sort((a, b) => a.span.start - b.span.start), problems: wrong };
}

/** Images that hold a buildpack; others are ids, addresses and folders. */
function buildpacksOf(build: At | undefined): readonly FoundImage[] {
  const list = build?.table.entries.get('buildpacks');
  if (build === undefined || list?.kind !== 'array') return [];
  return list.items.flatMap((item, index) => locatedBy(item, `${below(build.path, 'buildpacks')}[${index}]`));
}
