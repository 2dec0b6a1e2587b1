import type { SourceText } from '../../text/source-text.ts';
import { entriesAt, fieldAt, itemsAt, readDocuments, type Spot, textAt } from '../ci/index.ts';
import type { Extraction, Source } from '../source.ts';
import { readImageResource } from './image-resource.ts';

/** Pipelines and tasks of Concourse: the images of tasks and of types of resources, and resources that are images (concourse-ci.org/docs). */
export const concourse: Source = {
  id: 'concourse',
  endings: ['.yaml', '.yml'],
  claims: (path) => /\.ya?ml$/i.test(path),
  hints: ['image_resource', 'registry-image', 'docker-image'],
  extract: extractPipeline,
};

const PIPELINE = /^["']?(?:jobs|resources|resource_types|image_resource)["']?[ \t]*:/m;

function extractPipeline(source: SourceText): Extraction | undefined {
  if (!PIPELINE.test(source.text)) return undefined;
  return readDocuments(source, (root, reading) => {
    const put = new Set<string>();
    const tasks: Spot[] = [];
    collect(root, tasks, put);
    const types = itemsAt(fieldAt(root, 'resource_types'));
    const resources = itemsAt(fieldAt(root, 'resources'));
    const found = [
      ...tasks.map((task) => readImageResource(task, 'pull', reading)),
      ...types.map((type) => readImageResource(type, 'pull', reading)),
      // What jobs put there is pushed, whoever gets it again.
      ...resources.map((resource) => {
        const isPut = put.has(textAt(fieldAt(resource, 'name')) ?? '');
        return readImageResource(resource, isPut ? 'push' : 'pull', reading);
      }),
    ];
    return found.includes(true);
  });
}

/** The `image_resource`s of tasks, wherever steps are nested, and the names of what is put. */
function collect(root: Spot, tasks: Spot[], put: Set<string>): void {
  const pending: Spot[] = [root];
  for (let spot = pending.pop(); spot !== undefined; spot = pending.pop()) {
    for (const item of itemsAt(spot)) pending.push(item);
    for (const { key, value } of entriesAt(spot)) {
      if (key === 'image_resource') tasks.push(value);
      else if (key === 'put') put.add(textAt(fieldAt(spot, 'resource')) ?? textAt(value) ?? '');
      else if (value.node.kind !== 'scalar') pending.push(value);
    }
  }
}
