import { type Dockerfile, detectSyntax, parseDockerfile } from '../../formats/dockerfile/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { ExtractContext, Extraction, Source } from '../source.ts';
import { isDockerfileName, isPlainDockerfileName } from './claims.ts';
import { foundWord } from './found.ts';
import { isNamedContext } from './named-contexts.ts';
import { readImages } from './read-images.ts';
import { isTemplate, templateMark } from './template-marks.ts';

export { type GivenArgument, imagesGiven } from './given-arguments.ts';
export { type BuildArgument, imagesOfBuild, likelyFolders } from './given-build.ts';

/**
 * Dockerfiles and Containerfiles: what each FROM, COPY --from and RUN --mount=from= (also under ONBUILD) makes a build
 * pull, and the frontend image of a `syntax` directive. References are read as BuildKit reads them.
 */
export const dockerfile: Source = {
  id: 'dockerfile',
  words: ['dockerfile', 'containerfile'],
  claims: isDockerfileName,
  hints: ['from', 'syntax'],
  extract: extractDockerfile,
};

function extractDockerfile(source: SourceText, context: ExtractContext): Extraction | undefined {
  const { text } = source;
  const syntax = detectSyntax(text);
  const frontend =
    syntax === undefined || syntax.image.text === '' ? [] : [foundWord('# syntax', syntax.image)];
  // With these two forms the rest is in the language of the frontend, and no Dockerfile.
  if (syntax !== undefined && syntax.form !== 'comment') return { found: frontend, problems: [] };
  const file = parseDockerfile(text);
  if (syntax === undefined && !isPlainDockerfileName(source.path) && !looksLikeDockerfile(file))
    return undefined;
  const { found: images, problems } = readImages(file, context.buildArgs);
  const pulled = images.filter((image) => !isNamedContext(image, source.path, context));
  return { found: [...frontend, ...pulled], problems };
}

/** Only ARG and FROM can come first; a file of another kind that is named alike begins with something else. */
function looksLikeDockerfile(file: Dockerfile): boolean {
  const [first] = file.instructions;
  if (first === undefined) return false;
  if (isTemplate(file)) return true;
  if (first.name === 'from') {
    const [, as] = first.words;
    return as === undefined || as.text.toLowerCase() === 'as' || templateMark(first.rest.text) !== undefined;
  }
  const { start } = first.keyword.span;
  return !file.problems.some(({ code, span }) => code === 'unknown-instruction' && span.start === start);
}
