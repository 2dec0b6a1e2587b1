import { childrenOf, parseXml, type XmlElement } from '../../formats/xml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { FoundImage, Purpose } from '../image-use.ts';
import type { ExtractContext, Extraction, Source } from '../source.ts';
import { imagesOf } from '../text-values.ts';
import { expanded, type Properties } from './properties.ts';

/** Projects of MSBuild whose containers the .NET SDK makes (learn.microsoft.com, `dotnet/core/containers/publish-configuration`). */
export const dotnet: Source = {
  id: 'dotnet',
  endings: ['.csproj', '.fsproj', '.vbproj', '.props', '.targets', '.pubxml'],
  claims: (path) => /\.(?:(?:cs|fs|vb)proj|props|targets|pubxml)$/.test(path),
  hints: ['Container'],
  extract: extractProject,
};

const PURPOSES: readonly (readonly [name: string, purpose: Purpose])[] = [
  ['ContainerBaseImage', 'build'],
  ['ContainerRepository', 'push'],
  ['ContainerImageName', 'push'],
];

function extractProject(source: SourceText, { variables = {} }: ExtractContext): Extraction | undefined {
  if (!/<Container\w+>|DefaultContainer</.test(source.text)) return undefined;
  const root = parseXml(source.text).find(({ name }) => name === 'Project');
  if (root === undefined) return undefined;
  const groups = childrenOf(root, 'PropertyGroup');
  const named = (name: string): readonly XmlElement[] => groups.flatMap((group) => childrenOf(group, name));
  const properties: Properties = { file: source.path, groups, given: variables };
  const found = PURPOSES.flatMap(([name, purpose]) =>
    named(name).flatMap((element) => imagesIn(properties, element, purpose)),
  );
  const isBased = named('ContainerBaseImage').length > 0;
  const chosen = isBased ? [] : chosenBySdk(source, named);
  return { found: [...found, ...chosen].sort((a, b) => a.span.start - b.span.start), problems: [] };
}

function imagesIn(
  properties: Properties,
  { name, text }: XmlElement,
  purpose: Purpose,
): readonly FoundImage[] {
  if (text.value === '') return [];
  return imagesOf([expanded(properties, text)], properties.file, text.span).map((image) => ({
    ...image,
    ...(text.verbatim || image.pieces !== undefined ? {} : { pieces: [] }),
    path: name,
    purpose,
    confidence: 'certain',
    reach: 'default',
  }));
}

/** A project that becomes a container and names no base has the one of its framework. */
function chosenBySdk(
  { text }: SourceText,
  named: (name: string) => readonly XmlElement[],
): readonly FoundImage[] {
  const profile = named('PublishProfile').find(({ text: { value } }) => value === 'DefaultContainer');
  const [telling] = [profile, ...named('ContainerFamily'), ...named('ContainerRepository')].flatMap(
    (element) => element ?? [],
  );
  if (telling === undefined) return [];
  const { span } = telling.text;
  return [
    {
      span,
      value: text.slice(span.start, span.end),
      unresolved: {
        code: 'not-visible',
        reason: 'the .NET SDK takes the base image of the framework, from mcr.microsoft.com/dotnet',
      },
      path: telling.name,
      purpose: 'build',
      confidence: 'certain',
      reach: 'default',
    },
  ];
}
