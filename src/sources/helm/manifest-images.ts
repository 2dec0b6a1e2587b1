import { parseYaml } from '../../formats/yaml/index.ts';
import { sourceText } from '../../text/index.ts';
import { readObjects } from '../kubernetes/read-objects.ts';

/** The images that manifests make a cluster pull, each once, as they are written there. */
export function manifestImages(manifests: readonly string[]): ReadonlySet<string> {
  const found = manifests.flatMap((text) => readObjects(parseYaml(sourceText('', text))).found);
  return new Set(found.filter(({ purpose }) => purpose === 'pull').map(({ value }) => value));
}
