import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceText } from '../../src/index.ts';
import { Failure } from './failure.ts';

/** What kustomize marks each object with while it builds; no other orchestrator does. */
const BUILD_MARK = 'kustomize.config.k8s.io/id:';

/**
 * What a function that only checks prints. A validator of kustomize must not print the objects: it takes kustomize's own
 * marks for changes. Everything else takes what is not printed for deleted.
 */
export function echoes({ text }: SourceText): string {
  if (!text.includes(BUILD_MARK)) return text;
  return 'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: []\n';
}

/**
 * As a transformer, an ImageCache that only checks would print nothing, and kustomize would delete every object without a
 * word. The kustomization says which of the two it is; where it is not to be seen (in a container) nothing can be said.
 */
export function refuseTransformers({ text }: SourceText, root: string): void {
  if (!text.includes(BUILD_MARK)) return;
  const file = ['kustomization.yaml', 'kustomization.yml', 'Kustomization']
    .map((name) => join(root, name))
    .find((path) => existsSync(path));
  if (file === undefined || /^[\s{,]*["']?validators["']?\s*:/m.test(readFileSync(file, 'utf8'))) return;
  throw new Failure(
    `with mode: check the ImageCache has to stand under validators, and ${file} has none. Under transformers kustomize would delete every object.`,
  );
}
