import type { CacheRegistry } from '../../../src/cache/index.ts';
import {
  buildGraph,
  isKustomizationFile,
  type Kustomization,
  type KustomizeGraph,
  readKustomization,
} from '../../../src/kustomize/index.ts';
import type { Images } from '../../../src/rewrite/in-place.ts';
import { extractImages } from '../../../src/sources/extract.ts';
import type { ImageUse, UnresolvedUse } from '../../../src/sources/image-use.ts';
import { sources } from '../../../src/sources/index.ts';
import { sourceText } from '../../../src/text/index.ts';

export const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;

export type Texts = Readonly<Record<string, string>>;

/** What the sources say of texts, file by file: without charts. */
export function imagesOf(texts: Texts): Images {
  const uses: ImageUse[] = [];
  const unresolved: UnresolvedUse[] = [];
  const problems: { file: string; reason: string }[] = [];
  for (const [path, text] of Object.entries(texts)) {
    const candidates = sources.filter(({ claims }) => claims(path, undefined));
    const found = extractImages(sourceText(path, text), candidates, { buildArgs: {} });
    uses.push(...found.uses);
    unresolved.push(...found.unresolved);
    problems.push(...found.problems.map(({ message }) => ({ file: path, reason: message })));
  }
  return { uses, unresolved, problems };
}

export function kustomizationsOf(texts: Texts): readonly Kustomization[] {
  return Object.entries(texts).flatMap(([path, text]) => {
    const read = isKustomizationFile(path) ? readKustomization(sourceText(path, text)) : undefined;
    return read?.ok ? [read.value] : [];
  });
}

export function graphOf(texts: Texts): KustomizeGraph {
  return buildGraph(kustomizationsOf(texts));
}

export const team: CacheRegistry = {
  loginServer: 'team.azurecr.io',
  rules: [{ name: 'docker-hub', source: 'docker.io/*', target: 'hub/*' }],
  credentialSets: [],
  own: ['*.corp.example'],
  exempt: [],
  existingRepositories: [],
};

/** A pod with these images. */
export function pod(...images: readonly string[]): string {
  const containers = images.map((image, at) => `  - name: c${at}\n    image: ${image}\n`).join('');
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n${containers}`;
}
