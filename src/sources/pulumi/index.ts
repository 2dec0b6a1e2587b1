import { encode, object, type Value } from '../../formats/expressions/index.ts';
import { at, fieldsOf, parseYaml, scalarText, type YamlField } from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import {
  type Circumstances,
  embeddedYaml,
  imagesOf,
  inFile,
  objectImages,
  valuesAt,
  valuesImages,
} from '../evaluated/index.ts';
import type { FoundImage } from '../image-use.ts';
import type { Extraction, Source } from '../source.ts';
import { type Program, valueIn } from './program.ts';
import { shapeOf } from './types.ts';

/** Programs of Pulumi in YAML. */
export const pulumi: Source = {
  id: 'pulumi',
  endings: ['.yaml', '.yml'],
  words: ['pulumi.y', 'main.y'],
  claims: (path) => /(?:^|\/)(?:Pulumi|Main)\.ya?ml$/.test(path),
  hints: ['image'],
  extract: extractProgram,
};

function extractProgram(source: SourceText): Extraction | undefined {
  const { documents, problems } = parseYaml(source);
  const root = documents[0]?.root;
  const resources = at(root, ['resources']);
  if (root === undefined || resources?.kind !== 'map') return undefined;
  const program: Program = { source, root, known: new Map() };
  const found = fieldsOf(resources).flatMap((field) => resourceImages(program, field));
  return {
    found: found.sort((a, b) => a.span.start - b.span.start),
    problems: problems.map(({ span, message }) => ({ span, message })),
  };
}

function resourceImages(program: Program, { key, value: resource }: YamlField): readonly FoundImage[] {
  const type = scalarText(at(resource, ['type'])) ?? '';
  const shape = shapeOf(type);
  const properties = at(resource, ['properties']);
  if (shape === undefined || properties === undefined) return [];
  const { source } = program;
  const value = valueIn(program, properties);
  const path = `resources.${key}.properties`;
  const about: Circumstances = {
    object: { kind: type, name: key },
    purpose: shape.purpose ?? 'pull',
    confidence: 'certain',
    reach: 'default',
  };
  const root = { value, path, conditions: [] };
  const within = (inner: Value | undefined, at: string, read: typeof objectImages): readonly FoundImage[] => {
    const embedded =
      inner === undefined ? undefined : embeddedYaml(inner.kind === 'string' ? inner : encode(inner));
    const tree = embedded?.stream.documents[0]?.root;
    if (embedded === undefined || tree === undefined) return [];
    return read(tree).map((image) => ({
      ...about,
      ...inFile(image, embedded, source.path, resource.span),
      path: `${at}${image.path.startsWith('[') ? '' : '.'}${image.path}`,
    }));
  };
  const fields = value.kind === 'object' ? value.entries : object(new Map()).entries;
  return [
    ...(shape.images ?? [])
      .flatMap((inner) => valuesAt(root, inner))
      .flatMap((located) => imagesOf(located, source, resource.span, about)),
    ...(shape.containers === undefined
      ? []
      : within(fields.get(shape.containers), `${path}.${shape.containers}`, valuesImages)),
    ...(shape.reads === 'object' ? within(value, path, objectImages) : []),
    ...(shape.reads === 'values' ? within(fields.get('values'), `${path}.values`, valuesImages) : []),
  ];
}
