import { object, unknown, type Value } from '../../formats/expressions/index.ts';
import {
  at,
  fieldsOf,
  parseYaml,
  scalarText,
  type YamlField,
  type YamlNode,
} from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import { imagesOf, valueOfTree, valuesAt } from '../evaluated/index.ts';
import type { FoundImage } from '../image-use.ts';
import type { Extraction, Source } from '../source.ts';
import type { TemplateContext } from './context.ts';
import { valueIn } from './intrinsics.ts';
import { imagePaths, isOwnImage } from './types.ts';

/** Templates of AWS CloudFormation and of its serverless model, in YAML and JSON. */
export const cloudformation: Source = {
  id: 'cloudformation',
  endings: ['.yaml', '.yml', '.json', '.template'],
  claims: (path) => /\.(?:ya?ml|json|template)$/i.test(path),
  hints: ['image', 'ContainerUri'],
  extract: extractTemplate,
};

function extractTemplate(source: SourceText): Extraction | undefined {
  if (!/["']?Resources["']?\s*:/.test(source.text) || !/\bAWS::\w+::\w+/.test(source.text)) return undefined;
  const { documents, problems } = parseYaml(source);
  const root = documents[0]?.root;
  const resources = at(root, ['Resources']);
  if (root === undefined || resources?.kind !== 'map') return undefined;
  const context = contextOf(source, root);
  const found = fieldsOf(resources).flatMap((field) => resourceImages(context, field));
  return {
    found: found.sort((a, b) => a.span.start - b.span.start),
    problems: problems.map(({ span, message }) => ({ span, message })),
  };
}

function resourceImages(
  context: TemplateContext,
  { key, value: resource }: YamlField,
): readonly FoundImage[] {
  const type = scalarText(at(resource, ['Type']));
  const paths = type === undefined ? [] : imagePaths(type);
  const properties = at(resource, ['Properties']);
  if (type === undefined || paths.length === 0 || properties === undefined) return [];
  const when = scalarText(at(resource, ['Condition']));
  const root = { value: valueIn(context, properties), path: `Resources.${key}.Properties`, conditions: [] };
  const about = {
    object: { kind: type, name: key },
    purpose: 'pull',
    confidence: 'certain',
    ...(when === undefined ? ({ reach: 'default' } as const) : ({ reach: 'conditional', when } as const)),
  } as const;
  return paths
    .flatMap((path) => valuesAt(root, path))
    .flatMap((located) => imagesOf(located, context.source, resource.span, about))
    .filter(({ value }) => !isOwnImage(value));
}

function contextOf(source: SourceText, root: YamlNode): TemplateContext {
  const parameters = at(root, ['Parameters']);
  const mappings = at(root, ['Mappings']);
  const known = new Map<string, Value>();
  return {
    source,
    reference: (name) => {
      const value = known.get(name) ?? referenced(source, parameters, name);
      known.set(name, value);
      return value;
    },
    mappings: () =>
      mappings === undefined ? object(new Map()) : valueOfTree(mappings, { file: source.path }),
  };
}

function referenced(source: SourceText, parameters: YamlNode | undefined, name: string): Value {
  const parameter = at(parameters, [name]);
  if (parameter === undefined) return unknown(`${name} is known only when AWS deploys`);
  if (/^AWS::SSM::/.test(scalarText(at(parameter, ['Type'])) ?? ''))
    return unknown(`parameter ${name} comes from a parameter store`);
  const standard = at(parameter, ['Default']);
  return standard === undefined || (standard.kind === 'scalar' && standard.value === '')
    ? unknown(`parameter ${name} has no default`)
    : valueOfTree(standard, { file: source.path });
}
