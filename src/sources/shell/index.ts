import type { SourceText } from '../../text/source-text.ts';
import { commandImages, pulledImages } from '../commands/index.ts';
import { likelyFolders } from '../dockerfile/index.ts';
import type { ExtractContext, Extraction, Source } from '../source.ts';
import { holesOfTemplates } from '../template-holes.ts';
import { endings, isNamedScript, isTemplate, mayBeScript } from './claims.ts';

/** Scripts of shells: the images that their commands run, pull, push and copy, and those of manifests that they write. */
export const shell: Source = {
  id: 'shell',
  endings,
  claims: (path) => isNamedScript(path) || mayBeScript(path),
  guesses: (path) => !isNamedScript(path),
  hints: [
    'docker ',
    'podman ',
    'nerdctl ',
    'image',
    'kubectl ',
    'buildah ',
    'skopeo ',
    'crane ',
    'ctr ',
    'kind ',
    'helm ',
    'crictl ',
    'oras ',
    'trivy ',
    'cosign ',
    'singularity ',
    'apptainer ',
  ],
  extract: extractScript,
};

/** The first line of a script that says which shell runs it; also `#!/usr/bin/env -S bash`. */
const SHEBANG = /^#![^\n]*\b(?:ba|da|z|k|a|mk)?sh\b/;

function extractScript(source: SourceText, context: ExtractContext): Extraction | undefined {
  const { path } = source;
  if (!isNamedScript(path) && !SHEBANG.test(source.text)) return undefined;
  const fragments = holesOfTemplates(source, isTemplate(path));
  const place = { context, folders: likelyFolders(path) };
  return { found: pulledImages(commandImages({ fragments, file: path, path: '', place })), problems: [] };
}
