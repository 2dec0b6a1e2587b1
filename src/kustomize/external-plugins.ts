import { at, field, parseYamlText, scalarText, type YamlNode } from '../formats/yaml/index.ts';
import { listedTexts } from './fields.ts';
import { locationOf } from './location.ts';
import { isInline } from './read-patches.ts';
import type { Kustomization, ListedText } from './types.ts';

/** A program that a kustomization has kustomize run, and that it runs only where a flag allows it. */
export interface ExternalPlugin {
  readonly kustomization: Kustomization;
  /** Where it is listed. */
  readonly listed: ListedText;
  /** `exec`: a KRM function that is a program, for `--enable-exec`; `legacy`: an ImageCache, for `--enable-alpha-plugins`. */
  readonly form: 'exec' | 'legacy';
}

const fields = ['transformers', 'validators', 'generators'] as const;

/** The programs that kustomizations list. `textOf` reads a file of the repository. */
export function externalPlugins(
  kustomizations: readonly Kustomization[],
  textOf: (file: string) => string | undefined,
): readonly ExternalPlugin[] {
  const byDirectory = new Map(kustomizations.map((one) => [one.directory, one]));
  const textsAt = (directory: string, listed: string): readonly string[] => {
    if (isInline(listed)) return [listed];
    const location = locationOf(directory, listed);
    if (location.kind !== 'local') return [];
    const text = textOf(location.path);
    if (text !== undefined) return [text];
    // A directory: the objects that its kustomization builds are the plugins.
    const built = byDirectory.get(location.path);
    return (built?.inclusions ?? []).flatMap((inner) =>
      inner.field === 'resources' && inner.location.kind === 'local'
        ? (textOf(inner.location.path) ?? [])
        : [],
    );
  };
  return kustomizations.flatMap((kustomization) =>
    fields
      .flatMap((name) => listedTexts(kustomization.root, name))
      .flatMap((listed) => {
        const forms = textsAt(kustomization.directory, listed.value).flatMap(formsIn);
        return [...new Set(forms)].map((form) => ({ kustomization, listed, form }));
      }),
  );
}

/** The forms of the plugins in a text of one or more objects. */
function formsIn(text: string): readonly ExternalPlugin['form'][] {
  return parseYamlText(text).documents.flatMap(({ root }) => {
    const annotations = at(root, ['metadata', 'annotations']);
    const told = ['config.kubernetes.io/function', 'config.k8s.io/function'].map((name) =>
      scalarText(field(annotations, name)?.value),
    );
    const declared = told.find((value) => value !== undefined);
    if (declared !== undefined) return namesProgram(declared) ? (['exec'] as const) : [];
    return isImageCache(root) ? (['legacy'] as const) : [];
  });
}

function namesProgram(declared: string): boolean {
  const [document] = parseYamlText(declared).documents;
  return at(document?.root, ['exec', 'path']) !== undefined;
}

function isImageCache(root: YamlNode | undefined): boolean {
  const [apiVersion, kind] = ['apiVersion', 'kind'].map((key) => scalarText(field(root, key)?.value));
  return apiVersion === 'pullthrough.dev/v1' && kind === 'ImageCache';
}
