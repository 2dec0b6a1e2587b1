import { append } from '../../append.ts';
import type { SourceText } from '../../text/source-text.ts';
import {
  fieldAt,
  itemsAt,
  type Reading,
  readDocuments,
  reportImage,
  reportScript,
  type Spot,
  textAt,
} from '../ci/index.ts';
import type { ExtractContext, Extraction, Source } from '../source.ts';
import { readBuilder } from './builders.ts';
import { builtImages, plainName } from './built.ts';
import { isBuild, mayBeBuild } from './elsewhere.ts';
import { languageOf } from './substitutions.ts';

/** Google Cloud Build: the image that each step runs in, what builders are told to pull, and what is pushed. */
export const cloudBuild: Source = {
  id: 'cloud-build',
  endings: ['.yaml', '.yml', '.json'],
  words: ['cloudbuild', 'cloud-build', 'cloud_build', 'cloud.build'],
  claims: (path) => /(?:^|\/)[^/]*cloud[-_.]?build[^/]*\.(?:ya?ml|json)$/i.test(path) || IN_FOLDER.test(path),
  hints: ['steps'],
  extract: (source, context) => extractBuild(source, context),
};

/** The same under any other name, where nothing but a build has this form. */
export const cloudBuildElsewhere: Source = {
  id: 'cloud-build',
  endings: ['.yaml', '.yml', '.json'],
  claims: (path, chart) => chart === undefined && /\.(?:ya?ml|json)$/i.test(path),
  hints: ['steps'],
  extract: (source, context) =>
    mayBeBuild(source.text) ? extractBuild(source, context, isBuild) : undefined,
};

const IN_FOLDER = /(?:^|\/)\.?cloud[-_]?build\/.+\.(?:ya?ml|json)$/i;

function extractBuild(
  source: SourceText,
  context: ExtractContext,
  mayBe: (root: Spot) => boolean = () => true,
): Extraction | undefined {
  return readDocuments(
    source,
    (root, reading) => {
      if (!mayBe(root)) return false;
      const steps = itemsAt(fieldAt(root, 'steps'));
      if (!steps.some((step) => textAt(fieldAt(step, 'name')) !== undefined)) return false;
      readBuild(root, steps, reading);
      return true;
    },
    context,
  );
}

function readBuild(root: Spot, steps: readonly Spot[], reading: Reading): void {
  const language = languageOf(fieldAt(root, 'substitutions'), reading.source);
  const built = builtImages(root, steps);
  append(reading.built, built);
  for (const step of steps) {
    const name = fieldAt(step, 'name');
    if (!built.has(plainName(textAt(name) ?? ''))) reportImage(reading, name, language);
    readBuilder(step, language, reading);
    reportScript(reading, fieldAt(step, 'script'), { language });
  }
  for (const image of itemsAt(fieldAt(root, 'images'))) {
    reportImage(reading, image, language, { purpose: 'push' });
  }
}
