import type { SourceText } from '../../text/source-text.ts';
import { newReport, reportOnce } from '../ci/index.ts';
import { assignedImages, commandImages, pulledImages } from '../commands/index.ts';
import { likelyFolders } from '../dockerfile/index.ts';
import type { ExtractContext, Extraction, Source } from '../source.ts';
import { valuesOf } from './expressions.ts';
import { parseJustfile } from './parse.ts';
import { scriptOf } from './recipes.ts';

/** Justfiles: the images that the commands of recipes name, with variables and defaults of parameters, and those that variables hold. */
export const just: Source = {
  id: 'just',
  endings: ['', '.just', '.justfile'],
  claims: (path) => /(?:^|\/)(?:\.?justfile|[^/]*\.just(?:file)?)$/i.test(path),
  hints: ['image', 'docker', 'podman', 'nerdctl', 'kubectl', 'skopeo', 'crane', '.io/'],
  extract: extractJustfile,
};

function extractJustfile(source: SourceText, context: ExtractContext): Extraction {
  const { variables = {} } = context;
  const place = { context, folders: likelyFolders(source.path) };
  const justfile = parseJustfile(source);
  const scope = { file: source.path, variables: justfile.variables, given: variables };
  const report = newReport();
  for (const recipe of justfile.recipes)
    for (const image of commandImages({ ...scriptOf(recipe, scope), place })) reportOnce(report, image);
  for (const [name, expression] of justfile.variables) {
    const values = valuesOf(expression, scope);
    const { span } = expression;
    for (const image of assignedImages({ name, values, file: source.path, span, path: name }))
      reportOnce(report, image);
  }
  return { found: pulledImages(report.images), problems: [] };
}
