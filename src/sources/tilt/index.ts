import { append } from '../../append.ts';
import { field, parseYaml } from '../../formats/yaml/index.ts';
import { type SourceText, sourceText } from '../../text/source-text.ts';
import type { Span } from '../../text/span.ts';
import { dockerfile } from '../dockerfile/index.ts';
import { objectImages } from '../evaluated/index.ts';
import type { FoundImage } from '../image-use.ts';
import type { Extraction, Problem, Source } from '../source.ts';
import { type Call, callsOf, type Token, tokensOf } from '../starlark/index.ts';

const BUILDS = new Set([
  'docker_build',
  'custom_build',
  'docker_build_with_restart',
  'custom_build_with_restart',
]);

/** `blob('''…''')` is a text in the place of a file: for `k8s_yaml` one of manifests. */
const TEXTS = new Set(['blob']);

type Literal = Token & { readonly kind: 'string' };

/** Tiltfiles, as far as they are declarative: what is built, and Dockerfiles and manifests that stand in them. */
export const tilt: Source = {
  id: 'tilt',
  words: ['tiltfile'],
  claims: (path) =>
    /(?:^|\/)(?:Tiltfile[^/]*|[^/]+\.tiltfile)$/i.test(path) && !/\.(?:md|go|py|json)$/.test(path),
  hints: ['docker_build', 'custom_build', 'blob'],
  extract: extractTiltfile,
};

function extractTiltfile({ text }: SourceText): Extraction {
  const problems: Problem[] = [];
  const tokens = tokensOf(text);
  const builds = callsOf(tokens, BUILDS);
  const results = builds.flatMap(built);
  const own = new Set(results.map(({ value }) => value));
  const found = [
    ...results,
    ...builds.flatMap((call) => inline(call, problems)),
    // What Tilt has built itself it puts into the manifests.
    ...callsOf(tokens, TEXTS)
      .flatMap((call) => manifests(call, problems))
      .filter(({ value }) => !own.has(value)),
  ];
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
  const at = `${name}(dockerfile_contents)`;
  const source = sourceText('Dockerfile', contents.value);
  return within(contents, at, dockerfile.extract(source, { buildArgs: {} }), problems);
}

function manifests({ name, positional: [text] }: Call, problems: Problem[]): readonly FoundImage[] {
  if (text === undefined) return [];
  const { documents } = parseYaml(sourceText('blob.yaml', text.value));
  const found = documents.flatMap(({ root }) =>
    root?.kind === 'map' && field(root, 'apiVersion') !== undefined && field(root, 'kind') !== undefined
      ? objectImages(root)
      : [],
  );
  return within(text, name, { found, problems: [] }, problems);
}

/** What is found in a text, with its places in the file. */
function within(
  contents: Literal,
  path: string,
  extraction: Extraction | undefined,
  problems: Problem[],
): readonly FoundImage[] {
  const at = (span: Span): Span => placed(contents, span);
  append(
    problems,
    (extraction?.problems ?? []).map(({ span, message }) => ({ span: at(span), message })),
  );
  return (extraction?.found ?? []).map((image) => {
    const { pieces, ...rest } = image;
    const known = contents.verbatim ? pieces?.map((piece) => ({ ...piece, span: at(piece.span) })) : [];
    return {
      ...rest,
      span: at(image.span),
      ...(known === undefined ? {} : { pieces: known }),
      path: `${path}!${image.path}`,
    };
  });
}

/** A stretch of a text in the file; all of it where escapes keep it from being told. */
function placed({ content, verbatim }: Literal, { start, end }: Span): Span {
  return verbatim ? { start: content.start + start, end: content.start + end } : content;
}
