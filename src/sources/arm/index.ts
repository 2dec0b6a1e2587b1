import { maskComments } from '../../formats/jsonc/index.ts';
import { at, parseYaml, scalarText, type YamlNode } from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import { parameterSets, withEachSet } from '../azure/index.ts';
import type { ExtractContext, Extraction, Source } from '../source.ts';
import { templateImages } from './resources.ts';
import { templateScope } from './scope.ts';

/** Templates of Azure Resource Manager, with the values that files of parameters beside them give. */
export const arm: Source = {
  id: 'arm',
  endings: ['.json', '.jsonc'],
  claims: (path) => /\.jsonc?$/i.test(path),
  hints: ['deploymentTemplate.json'],
  extract: extractTemplate,
};

/** For resource groups, subscriptions, management groups and tenants. */
const SCHEMA = /deploymentTemplate\.json#?$/i;

function extractTemplate(source: SourceText, context: ExtractContext): Extraction | undefined {
  if (!/deploymentTemplate\.json/i.test(source.text)) return undefined;
  const plain = { ...source, text: maskComments(source.text) };
  const { documents, problems } = parseYaml(plain);
  const root: YamlNode | undefined = documents[0]?.root;
  if (root === undefined || !SCHEMA.test(scalarText(at(root, ['$schema'])) ?? '')) return undefined;
  const found = withEachSet(parameterSets(source, context), (set) =>
    templateImages(templateScope(plain, root, set), root),
  );
  return {
    found: [...found].sort((a, b) => a.span.start - b.span.start),
    problems: problems.map(({ span, message }) => ({ span, message })),
  };
}
