import { maskComments } from '../../formats/jsonc/index.ts';
import { parseYaml } from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { ExtractContext, Extraction, Source } from '../source.ts';
import type { Spot } from '../spot.ts';
import { configurationImages } from './configuration.ts';
import { dependencies } from './feature.ts';
import { lifecycleImages } from './lifecycle.ts';
import { lockedFeatures } from './lock.ts';
import type { Reading } from './reading.ts';
import { templateOptions } from './template-options.ts';

const FILE = /(?:^|\/)\.?devcontainer(?:-feature|-lock)?\.json$/;

/** Development containers (containers.dev): the image, the caches of its build, and features, which are pulled as OCI artefacts. */
export const devcontainer: Source = {
  id: 'devcontainer',
  endings: ['.json'],
  words: ['devcontainer'],
  claims: (path) => FILE.test(path),
  hints: ['image', 'features', 'cachefrom', 'dependson', 'docker', 'podman'],
  extract: extractDevcontainer,
};

function extractDevcontainer(source: SourceText, context: ExtractContext): Extraction {
  const text: SourceText = { ...source, text: maskComments(source.text) };
  const stream = parseYaml(text);
  const root = stream.documents[0]?.root;
  const problems = stream.problems.map(({ span, message }) => ({ span, message }));
  if (root?.kind !== 'map') return { found: [], problems };
  const spot: Spot = { map: root, path: '', via: undefined };
  const reading: Reading = { text, options: templateOptions(source.path, context) };
  const read = source.path.endsWith('-lock.json')
    ? lockedFeatures
    : source.path.endsWith('-feature.json')
      ? dependencies
      : configurationImages;
  return {
    found: [...read(spot, reading), ...lifecycleImages(text, spot)].sort(
      (a, b) => a.span.start - b.span.start,
    ),
    problems,
  };
}
