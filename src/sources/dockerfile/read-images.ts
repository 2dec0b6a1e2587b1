import { append } from '../../append.ts';
import type { Dockerfile, Value } from '../../formats/dockerfile/index.ts';
import type { FoundImage } from '../image-use.ts';
import type { Extraction, Problem } from '../source.ts';
import { baseImage } from './base-image.ts';
import { globalArgs } from './global-args.ts';
import { stageSources } from './stage-sources.ts';
import { readStages } from './stages.ts';
import { isTemplate } from './template-marks.ts';

/** The images of a Dockerfile with build arguments as texts, and others of which it is known where they stand. */
export function readImages(
  file: Dockerfile,
  buildArgs: Readonly<Record<string, string>>,
  given: ReadonlyMap<string, Value> = nothing,
): Extraction {
  const args = globalArgs(file, buildArgs, given);
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
  append(problems, sources.problems);
  return {
    found: [...bases, ...sources.found].sort((a, b) => a.span.start - b.span.start),
    problems: problems.sort((a, b) => a.span.start - b.span.start),
  };
}

const nothing: ReadonlyMap<string, Value> = new Map();

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
