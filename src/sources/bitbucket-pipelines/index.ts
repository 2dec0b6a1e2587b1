import type { YamlValue } from '../../formats/yaml/index.ts';
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
import type { ExtractContext, Extraction, Source } from '../source.ts';

/** Bitbucket Pipelines: the images of the file, of steps and of services, and those that pipes name. */
export const bitbucketPipelines: Source = {
  id: 'bitbucket-pipelines',
  endings: ['.yaml', '.yml'],
  words: ['bitbucket-pipeline'],
  claims: (path) => /(?:^|[/.-])bitbucket-pipelines?\.ya?ml$/i.test(path),
  hints: ['image', 'pipe', 'docker'],
  extract: extractPipelines,
};

function extractPipelines(source: SourceText, context: ExtractContext): Extraction | undefined {
  return readDocuments(
    source,
    (root, reading) => {
      if (fieldAt(root, 'pipelines') === undefined && fieldAt(root, 'definitions') === undefined)
        return false;
      const read: Read = { reading, images: new Set() };
      readImage(root, read);
      for (const { value } of entriesAt(fieldAt(root, 'definitions', 'services'))) readImage(value, read);
      readBelow(fieldAt(root, 'definitions', 'pipelines'), read);
      readBelow(fieldAt(root, 'pipelines'), read);
      readUnused(fieldAt(root, 'definitions', 'steps'), read);
      return true;
    },
    context,
  );
}

interface Read {
  readonly reading: Reading;
  /** The images that were read, by their nodes: an anchor's is that of all its aliases. */
  readonly images: Set<YamlValue>;
}

/** Variables of the repository and the workspace are kept by Bitbucket. */
const plain: Language = { find: () => [], lookUp: () => [] };

/** `image: nginx`, or `image: { name: nginx, … }`. */
function readImage(owner: Spot, { reading, images }: Read, when?: string): void {
  const image = imageAt(owner);
  if (image === undefined) return;
  images.add(image.node);
  reportImage(reading, image, plain, { when });
}

function imageAt(owner: Spot): Spot | undefined {
  const image = fieldAt(owner, 'image');
  return image?.node.kind === 'map' ? fieldAt(image, 'name') : image;
}

/** Steps stand in lists, in parallel groups, in stages, under the names of branches and of custom pipelines. */
function readBelow(spot: Spot | undefined, read: Read): void {
  for (const item of itemsAt(spot)) readBelow(item, read);
  for (const { key, value } of entriesAt(spot)) {
    if (key === 'step' && value.node.kind === 'map') readStep(value, read);
    else readBelow(value, read);
  }
}

/** Steps that are defined and that no pipeline of the file names or merges. */
function readUnused(steps: Spot | undefined, read: Read): void {
  for (const item of itemsAt(steps)) {
    const step = fieldAt(item, 'step') ?? item;
    const image = imageAt(step);
    if (image !== undefined && !read.images.has(image.node)) readImage(step, read, 'a pipeline has the step');
  }
}

function readStep(step: Spot, read: Read): void {
  readImage(step, read);
  for (const key of ['script', 'after-script']) {
    for (const item of itemsAt(fieldAt(step, key))) {
      if (textAt(item) !== undefined) reportScript(read.reading, item);
      else readPipe(fieldAt(item, 'pipe'), read.reading);
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
