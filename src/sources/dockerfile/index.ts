import { type Dockerfile, detectSyntax, parseDockerfile } from '../../formats/dockerfile/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { FoundImage } from '../image-use.ts';
import type { ExtractContext, Extraction, Problem, Source } from '../source.ts';
import { baseImage } from './base-image.ts';
import { isDockerfileName, isPlainDockerfileName } from './claims.ts';
import { foundWord } from './found.ts';
import { globalArgs } from './global-args.ts';
import { stageSources } from './stage-sources.ts';
import { readStages } from './stages.ts';
import { isTemplate, templateMark } from './template-marks.ts';

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
  const { found: images, problems } = readImages(file, context);
  return { found: [...frontend, ...images], problems };
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

function readImages(file: Dockerfile, context: ExtractContext): Extraction {
  const args = globalArgs(file, context.buildArgs);
  const { stages, problems: stageProblems } = readStages(file);
  const problems: Problem[] = [...unreadable(file), ...args.problems, ...stageProblems];
  const earlier = new Set<string>();
  const bases: FoundImage[] = [];
  for (const { from, name } of stages) {
    const base = baseImage(from, { escapeCharacter: file.escapeCharacter, args, earlier, problems });
    if (base !== undefined) bases.push(base);
    if (name !== undefined) earlier.add(name);
  }
  const sources = stageSources(stages, file.escapeCharacter);
  problems.push(...sources.problems);
  return {
    found: [...bases, ...sources.found].sort((a, b) => a.span.start - b.span.start),
    problems: problems.sort((a, b) => a.span.start - b.span.start),
  };
}

/**
 * What the parser could not read. A file that is no Dockerfile line by line is said to be so once; lines of a template
 * are the business of what fills it in.
 */
function unreadable(file: Dockerfile): readonly Problem[] {
  const { problems } = file;
  const unknown = problems.filter(({ code }) => code === 'unknown-instruction');
  const [first] = isTemplate(file) ? [] : unknown;
  const others = unknown.length > 1 ? ` (and ${unknown.length - 1} more)` : '';
  return [
    ...(first === undefined ? [] : [{ span: first.span, message: first.message + others }]),
    ...problems
      .filter(({ code }) => code !== 'unknown-instruction')
      .map(({ span, message }) => ({ span, message })),
  ];
}
