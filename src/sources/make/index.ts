import type { SourceText } from '../../text/source-text.ts';
import { newReport, reportOnce } from '../ci/index.ts';
import { commandImages, pulledImages } from '../commands/index.ts';
import { likelyFolders } from '../dockerfile/index.ts';
import type { ExtractContext, Extraction, Source } from '../source.ts';
import { endings, isMakefile } from './claims.ts';
import { includedFiles } from './includes.ts';
import { parseMakefile } from './parse.ts';
import { scriptsOf } from './recipes.ts';
import { scopeOf, variableImages } from './scope.ts';

/** Makefiles: the images that the commands of recipes name, with the variables of make, and those that variables hold. */
export const make: Source = {
  id: 'make',
  endings,
  claims: isMakefile,
  hints: ['image', 'docker', 'podman', 'nerdctl', 'kubectl', 'skopeo', 'crane', '.io/', 'kind '],
  extract: extractMakefile,
};

function extractMakefile(source: SourceText, context: ExtractContext): Extraction {
  const makefile = parseMakefile(source);
  const included = includedFiles(source, makefile, context).map(parseMakefile);
  const scope = scopeOf([makefile, ...included], context.variables);
  const report = newReport();
  // The same line is read once for each value that a condition leaves to a variable.
  const place = { context, folders: likelyFolders(source.path) };
  for (const script of scriptsOf(makefile, scope))
    for (const image of commandImages({ ...script, place })) reportOnce(report, image);
  for (const image of variableImages(makefile, scope)) reportOnce(report, image);
  return { found: pulledImages(report.images), problems: [] };
}
