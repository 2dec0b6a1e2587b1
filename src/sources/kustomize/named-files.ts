import { parseYaml } from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { Extraction, Source } from '../source.ts';
import { imagesOfJsonPatch, isJsonPatch } from './json-patch.ts';
import { isReplacements, replacedImages } from './replacements.ts';

/**
 * Files that a kustomization names and that show by themselves what they are: JSON patches (RFC 6902), as YAML or JSON,
 * and replacements. Which object they change only the kustomization says. Strategic merge patches are read as the
 * manifests that they are pieces of.
 */
export const kustomizeFiles: Source = {
  id: 'kustomize',
  endings: ['.yaml', '.yml', '.json'],
  claims: (path) => /\.(?:ya?ml|json)$/i.test(path),
  hints: ['image'],
  extract,
};

/** A list as a whole, behind comments; or a map of replacements. Most files are told from these without being parsed. */
const LIST = /^(?:#[^\n]*\n|---[^\n]*\n|\s)*(?:\[|-\s)/;
const OPERATION = /\bop["']?\s*:/;
const REPLACEMENT = /\bfieldPaths["']?\s*:/;

function extract(source: SourceText): Extraction | undefined {
  const { text } = source;
  const mayPatch = OPERATION.test(text) && LIST.test(text);
  if (!mayPatch && !REPLACEMENT.test(text)) return undefined;
  const stream = parseYaml(source);
  const root = stream.documents[0]?.root;
  if (isJsonPatch(root)) {
    const { found, problems } = imagesOfJsonPatch(root, undefined);
    return { found, problems: [...stream.problems, ...problems] };
  }
  if (!isReplacements(root)) return undefined;
  return { found: replacedImages(root), problems: stream.problems };
}
