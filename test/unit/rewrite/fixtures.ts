import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kustomization, KustomizeGraph } from '../../../src/kustomize/index.ts';
import { extractImages } from '../../../src/sources/extract.ts';
import type { ImageUse } from '../../../src/sources/image-use.ts';
import { kubernetes } from '../../../src/sources/kubernetes/index.ts';
import { kustomize, kustomizeFiles } from '../../../src/sources/kustomize/index.ts';
import { sourceText } from '../../../src/text/index.ts';
import { graphOf } from '../kustomize/support.ts';

export const fixtures = 'fixtures/kustomize';

export function cases(): readonly string[] {
  return readdirSync(fixtures).sort();
}

/** The files of a folder, by path from it. */
export function filesIn(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1)).sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

export interface Tree {
  readonly graph: KustomizeGraph;
  readonly roots: readonly Kustomization[];
  readonly uses: readonly ImageUse[];
}

/** A tree of files as the program sees it. */
export function treeOf(files: Readonly<Record<string, string>>): Tree {
  const graph = graphOf(files);
  const uses = Object.entries(files).flatMap(([path, text]) => {
    const candidates = [kustomize, kustomizeFiles, kubernetes].filter((source) =>
      source.claims(path, undefined),
    );
    return extractImages(sourceText(path, text), candidates, { buildArgs: {} }).uses;
  });
  return { graph, roots: graph.roots, uses };
}
