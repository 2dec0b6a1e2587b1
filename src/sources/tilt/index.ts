import { type SourceText, sourceText } from '../../text/source-text.ts';
import type { Span } from '../../text/span.ts';
import { dockerfile } from '../dockerfile/index.ts';
import type { FoundImage } from '../image-use.ts';
import type { Extraction, Problem, Source } from '../source.ts';
import { type Call, callsOf } from './calls.ts';
import { type Token, tokensOf } from './tokens.ts';

const BUILDS = new Set([
  'docker_build',
  'custom_build',
  'docker_build_with_restart',
  'custom_build_with_restart',
]);

/** Tiltfiles, as far as they are declarative: what is built, and Dockerfiles that stand in them. */
export const tilt: Source = {
  id: 'tilt',
  claims: (path) =>
    /(?:^|\/)(?:Tiltfile[^/]*|[^/]+\.tiltfile)$/i.test(path) && !/\.(?:md|go|py|json)$/.test(path),
  hints: ['docker_build', 'custom_build'],
  extract: extractTiltfile,
};

function extractTiltfile({ text }: SourceText): Extraction {
  const problems: Problem[] = [];
  const found = callsOf(tokensOf(text), BUILDS).flatMap((call) => [
    ...built(call),
    ...inline(call, problems),
  ]);
  return { found: found.sort((a, b) => a.span.start - b.span.start), problems };
}

function built({ name, positional, named }: Call): readonly FoundImage[] {
  const ref = named.get('ref') ?? positional[0];
  if (ref === undefined || ref.value === '') return [];
  return [
    {
      span: ref.content,
      value: ref.value,
      ...(ref.verbatim ? {} : { pieces: [] }),
      path: `${name}(ref)`,
      purpose: 'push',
      confidence: 'certain',
      reach: 'default',
    },
  ];
}

/** `dockerfile_contents='''FROM …'''` is a Dockerfile. */
function inline({ name, named }: Call, problems: Problem[]): readonly FoundImage[] {
  const contents = named.get('dockerfile_contents');
  if (contents === undefined) return [];
  const extraction = dockerfile.extract(sourceText('Dockerfile', contents.value), { buildArgs: {} });
  const at = (span: Span): Span => placed(contents, span);
  problems.push(...(extraction?.problems ?? []).map(({ span, message }) => ({ span: at(span), message })));
  return (extraction?.found ?? []).map((image) => {
    const { pieces, ...rest } = image;
    const known = contents.verbatim ? pieces?.map((piece) => ({ ...piece, span: at(piece.span) })) : [];
    return {
      ...rest,
      span: at(image.span),
      ...(known === undefined ? {} : { pieces: known }),
      path: `${name}(dockerfile_contents)!${image.path}`,
    };
  });
}

/** A stretch of a text in the file; all of it where escapes keep it from being told. */
function placed({ content, verbatim }: Token & { readonly kind: 'string' }, { start, end }: Span): Span {
  return verbatim ? { start: content.start + start, end: content.start + end } : content;
}
