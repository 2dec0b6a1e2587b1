import type { YamlMap } from '../../formats/yaml/index.ts';
import { field, parseYaml } from '../../formats/yaml/index.ts';
import { type FieldSpec, fieldOf, type Kustomization, readFieldSpecs } from '../../kustomize/index.ts';
import { ok, type Result } from '../../result.ts';
import { applyEdits, type Edit, type SourceText, sourceText } from '../../text/index.ts';
import { appendItems, type NewItems } from './append.ts';
import { formatField, itemLines } from './block.ts';
import { formatScalar, type QuoteStyle } from './scalar.ts';
import type { KustomizeImagesError } from './types.ts';

/** Beside the kustomization, and named under its `configurations`. */
const configurationName = 'pullthrough-images.yaml';

/** From the repository's root. */
export function configurationPath({ directory }: Kustomization): string {
  return directory === '' ? configurationName : `${directory}/${configurationName}`;
}

const HEADER = `# Where kustomize looks for images besides the containers of pods. Each entry adds to what it knows by itself.
`;

/** The text of a configuration file with specifications added to those that are there. */
export function configurationWith(
  before: SourceText | undefined,
  specs: readonly FieldSpec[],
): string | undefined {
  if (before === undefined) {
    const style = { dash: 0, gap: 1, quotes: 'plain' } as const;
    return [`${HEADER}images:`, ...specItems(specs).lines(style), ''].join('\n');
  }
  const root = parseYaml(before).documents[0]?.root;
  if (root?.kind !== 'map') return undefined;
  const edits = appendItems(before.text, root, field(root, 'images'), specItems(specs));
  const text = edits.ok ? applyEdits(before, edits.value) : edits;
  if (!text.ok) return undefined;
  const read = readFieldSpecs(sourceText(before.path, text.value));
  return read.length === readFieldSpecs(before).length + specs.length ? text.value : undefined;
}

function specItems(specs: readonly FieldSpec[]): NewItems {
  const fields = (spec: FieldSpec, quotes: QuoteStyle, json = false): readonly string[] =>
    (['path', 'group', 'kind'] as const).flatMap((name) => {
      const value = spec[name];
      return value === undefined ? [] : [formatField(name, value, quotes, json)];
    });
  return {
    field: 'images',
    lines: (style) => specs.flatMap((spec) => itemLines(fields(spec, style.quotes), style)),
    flow: (quotes, json) => specs.map((spec) => `{${fields(spec, quotes, json).join(', ')}}`),
  };
}

/** The edits that have a kustomization use the configuration file beside it; none where it does. */
export function configurationEdits({
  source,
  root,
  configurations,
}: Kustomization): Result<readonly Edit[], KustomizeImagesError> {
  if (usesOwnConfiguration({ configurations })) return ok([]);
  return appendItems(source.text, root, listOf(root), {
    field: 'configurations',
    lines: (style) => itemLines([formatScalar(configurationName, style.quotes)], style),
    flow: (quotes, json) => [formatScalar(configurationName, json ? 'double' : quotes)],
  });
}

export function usesOwnConfiguration({ configurations }: Pick<Kustomization, 'configurations'>): boolean {
  return configurations.some(({ value }) => value.replace(/^\.\//, '') === configurationName);
}

function listOf(root: YamlMap): ReturnType<typeof fieldOf> {
  return fieldOf(root, 'configurations');
}
