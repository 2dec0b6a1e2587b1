import { parseToml } from '../../formats/toml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { Extraction, Source } from '../source.ts';
import { builderImages } from './builder.ts';
import { packageImages } from './package.ts';
import { projectImages } from './project.ts';

const readers = { project: projectImages, builder: builderImages, package: packageImages };

const FILE = /(?:^|\/)(project|builder|package)\.toml$/;

/** Cloud Native Buildpacks: project descriptors, builders and packages of buildpacks. */
export const buildpacks: Source = {
  id: 'buildpacks',
  endings: ['.toml'],
  claims: (path) => FILE.test(path),
  hints: ['builder', 'image', 'docker://', 'uri'],
  extract: extractToml,
};

function extractToml(source: SourceText): Extraction | undefined {
  const kind = FILE.exec(source.path)?.[1] as keyof typeof readers | undefined;
  if (kind === undefined) return undefined;
  const { root, problems } = parseToml(source.text);
  const found = readers[kind](root);
  // Other tools have files of these names.
  if (found === undefined) return undefined;
  // Lines of a template are the business of what fills it in.
  const wrong = problems.filter(({ span }) => !source.text.startsWith('{{', span.start));
  return { found: [...found].sort((a, b) => a.span.start - b.span.start), problems: wrong };
}
