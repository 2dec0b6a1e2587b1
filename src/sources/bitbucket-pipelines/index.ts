import type { SourceText } from '../../text/source-text.ts';
import {
  entriesAt,
  fieldAt,
  itemsAt,
  type Language,
  pathOf,
  type Reading,
  readDocuments,
  reportImage,
  reportScript,
  type Spot,
  spanAt,
  textAt,
} from '../ci/index.ts';
import type { Extraction, Source } from '../source.ts';

/** Bitbucket Pipelines: the images of the file, of steps and of services, and those that pipes name. */
export const bitbucketPipelines: Source = {
  id: 'bitbucket-pipelines',
  endings: ['.yaml', '.yml'],
  words: ['bitbucket-pipeline'],
  claims: (path) => /(?:^|[/.-])bitbucket-pipelines?\.ya?ml$/i.test(path),
  hints: ['image', 'pipe', 'docker'],
  extract: extractPipelines,
};

function extractPipelines(source: SourceText): Extraction | undefined {
  return readDocuments(source, (root, reading) => {
    if (fieldAt(root, 'pipelines') === undefined && fieldAt(root, 'definitions') === undefined) return false;
    readImage(root, reading);
    for (const { value } of entriesAt(fieldAt(root, 'definitions', 'services'))) readImage(value, reading);
    readBelow(fieldAt(root, 'definitions', 'pipelines'), reading);
    readBelow(fieldAt(root, 'pipelines'), reading);
    return true;
  });
}

/** Variables of the repository and the workspace are kept by Bitbucket. */
const plain: Language = { find: () => [], lookUp: () => [] };

/** `image: nginx`, or `image: { name: nginx, … }`. */
function readImage(owner: Spot, reading: Reading): void {
  const image = fieldAt(owner, 'image');
  reportImage(reading, image?.node.kind === 'map' ? fieldAt(image, 'name') : image, plain);
}

/** Steps stand in lists, in parallel groups, in stages, under the names of branches and of custom pipelines. */
function readBelow(spot: Spot | undefined, reading: Reading): void {
  for (const item of itemsAt(spot)) readBelow(item, reading);
  for (const { key, value } of entriesAt(spot)) {
    if (key === 'step' && value.node.kind === 'map') readStep(value, reading);
    else readBelow(value, reading);
  }
}

function readStep(step: Spot, reading: Reading): void {
  readImage(step, reading);
  for (const key of ['script', 'after-script']) {
    for (const item of itemsAt(fieldAt(step, key))) {
      if (textAt(item) !== undefined) reportScript(reading, item);
      else readPipe(fieldAt(item, 'pipe'), reading);
    }
  }
}

const SCHEME = 'docker://';

/** `docker://` names the image of a pipe; any other pipe is a repository whose `pipe.yml` does. */
function readPipe(pipe: Spot | undefined, reading: Reading): void {
  const name = textAt(pipe);
  if (pipe === undefined || name === undefined) return;
  if (name.startsWith(SCHEME)) {
    reportImage(reading, pipe, plain, { scheme: SCHEME });
    return;
  }
  reading.found.push({
    span: spanAt(pipe),
    value: name,
    unresolved: { code: 'not-visible', reason: 'the image of a pipe is named in the repository of the pipe' },
    path: pathOf(pipe),
    purpose: 'pull',
    confidence: 'certain',
    reach: 'default',
  });
}
