import {
  at,
  field,
  parseYaml,
  parseYamlText,
  resolve,
  spanInSource,
  type YamlScalar,
} from '../../formats/yaml/index.ts';
import { normalizeReference, repositoryName } from '../../image/index.ts';
import type { SourceText } from '../../text/index.ts';
import type { ChartImage } from './chart-analysis.ts';

/** Bitnami's, that of Artifact Hub (`docs/annotations`), and that of Helm's own proposal, which has conditions. */
const LISTS = ['images', 'artifacthub.io/images', 'helm.sh/images'];

/**
 * The images that a chart's author lists in Chart.yaml, but that no template prints: what an operator starts by itself, or what
 * has been forgotten there. `known` are those that the templates print.
 */
export function annotatedImages(
  source: SourceText,
  known: readonly { readonly value: string }[],
): readonly ChartImage[] {
  const annotations = at(parseYaml(source).documents[0]?.root, ['annotations']);
  const seen = new Set(known.flatMap(({ value }) => repositoryOf(value) ?? []));
  return LISTS.flatMap((name) => {
    const list = field(annotations, name)?.value;
    return list?.kind === 'scalar' ? listed(source, list, name) : [];
  }).filter(({ value }) => {
    const repository = repositoryOf(value);
    if (repository === undefined || seen.has(repository)) return false;
    seen.add(repository);
    return true;
  });
}

/** `- { name: web, image: "nginx:1.27", condition: web.enabled }`, in the text of an annotation. */
function listed(source: SourceText, list: YamlScalar, name: string): readonly ChartImage[] {
  const root = parseYamlText(list.value).documents[0]?.root;
  if (root?.kind !== 'seq') return [];
  return root.items.flatMap((item, index): readonly ChartImage[] => {
    const entry = resolve(item);
    const image = field(entry, 'image')?.value;
    if (image?.kind !== 'scalar') return [];
    const condition = field(entry, 'condition')?.value;
    const when = condition?.kind === 'scalar' && condition.value !== '' ? condition.value : undefined;
    return [
      {
        file: source.path,
        span: spanInSource(source, list, image.content),
        value: image.value,
        path: `annotations[${JSON.stringify(name)}]![${index}].image`,
        purpose: 'pull',
        confidence: 'possible',
        reach: when === undefined ? 'default' : 'conditional',
        ...(when === undefined ? {} : { when }),
        origin: [],
        pieces: [],
        hooks: [],
      },
    ];
  });
}

function repositoryOf(value: string): string | undefined {
  const parsed = normalizeReference(value);
  return parsed.ok ? repositoryName(parsed.value.reference) : undefined;
}
