import { madeFragment } from '../../text/index.ts';
import {
  conditions,
  expand,
  imageOf,
  pathOf,
  type Reading,
  reportImage,
  spanAt,
  textAt,
  writtenAt,
} from '../ci/index.ts';
import { evidenceOf } from '../image-evidence.ts';
import { textOf } from '../pieces.ts';
import { entriesOf, fieldOf, itemsOf } from './cursor.ts';
import { languageOf, nodesOf } from './expression.ts';
import type { Cursor } from './scope.ts';

/** The container resources that jobs can name. */
export interface Containers {
  readonly names: ReadonlySet<string>;
  /** Whether all of them stand in this file: that of a template stand in the pipelines that include it. */
  readonly complete: boolean;
}

export function containersOf(resources: Cursor | undefined, complete: boolean): Containers {
  const list = resources === undefined ? undefined : fieldOf(resources, 'containers');
  const names = new Set<string>();
  for (const resource of list === undefined ? [] : itemsOf(list)) {
    const name = textAt(fieldOf(resource, 'container')?.spot);
    if (name !== undefined) names.add(name);
  }
  return { names, complete };
}

/** `resources.containers`: an image, or a repository of an Azure Container Registry. */
export function readResources(resources: Cursor, reading: Reading): void {
  for (const { key, value } of entriesOf(resources)) {
    if (key !== 'containers') continue;
    for (const resource of itemsOf(value)) readResource(resource, reading);
  }
}

function readResource(resource: Cursor, reading: Reading): void {
  const image = fieldOf(resource, 'image');
  if (image !== undefined) {
    reportImage(reading, image.spot, languageOf(image.scope), { when: image.when });
    return;
  }
  const registry = fieldOf(resource, 'registry');
  const repository = fieldOf(resource, 'repository');
  const name = writtenAt(repository?.spot, reading.source);
  if (registry === undefined || repository === undefined || name === undefined) return;
  const host = textAt(registry.spot) ?? '';
  const server = `${host}${host.includes('.') ? '' : '.azurecr.io'}/`;
  const fragment = madeFragment(server);
  for (const choice of expand(name, languageOf(repository.scope))) {
    const span = spanAt(repository.spot);
    const when = conditions([repository.when, choice.when]);
    reading.found.push({
      ...imageOf({ ...choice, fragments: [fragment, ...choice.fragments] }, reading.source.path, span),
      path: pathOf(repository.spot),
      purpose: 'pull',
      confidence: 'certain',
      ...(when === undefined ? { reach: 'default' } : { reach: 'conditional', when }),
    });
  }
}

/** `container:` of a job: the name of a resource, an image, or a map with one. */
export function readContainer(
  container: Cursor,
  containers: Containers,
  isJob: boolean,
  reading: Reading,
): void {
  const { spot, scope, when } = container;
  if (spot.node.kind === 'map') {
    const image = fieldOf(container, 'image');
    if (image !== undefined) readImage(image, containers, isJob, reading);
    return;
  }
  const nodes = nodesOf(spot, scope);
  for (const node of nodes) {
    const condition = conditions([when, node.when]);
    readContainer({ spot: node.spot, scope: node.scope, when: condition }, containers, isJob, reading);
  }
  if (nodes.length === 0) readImage(container, containers, isJob, reading);
}

/** `services:` of a job: under each alias the name of a resource, or an image. */
export function readServices(services: Cursor, containers: Containers, reading: Reading): void {
  for (const { value } of entriesOf(services)) readContainer(value, containers, true, reading);
}

/** A name without a slash, a tag or a digest. */
const BARE = /^[\w.-]+$/;

function readImage(
  { spot, scope, when }: Cursor,
  containers: Containers,
  isJob: boolean,
  reading: Reading,
): void {
  const text = writtenAt(spot, reading.source);
  if (text === undefined) return;
  const span = spot.via?.span ?? text.spanOf(0, text.value.length);
  for (const choice of expand(text, languageOf(scope))) {
    const value = textOf(choice.fragments).trim();
    const known = choice.fragments.every(({ kind }) => kind === 'text');
    if (containers.names.has(value)) reading.answered.push({ file: reading.source.path, span });
    if (value === '' || containers.names.has(value)) continue;
    if (!isJob && (!known || evidenceOf(value) !== 'strong')) continue;
    const condition = conditions([when, choice.when]);
    const named = known && BARE.test(value) && !containers.complete;
    const image = imageOf(choice, reading.source.path, span);
    reading.found.push({
      ...image,
      ...(named ? { unresolved: ofPipeline(value) } : {}),
      path: pathOf(spot),
      purpose: 'pull',
      confidence: isJob ? (named ? 'possible' : 'certain') : 'likely',
      ...(condition === undefined ? { reach: 'default' } : { reach: 'conditional', when: condition }),
    });
  }
}

function ofPipeline(name: string) {
  return {
    code: 'not-visible',
    reason: `${name} is a container of the pipeline that includes this template, or an image`,
  } as const;
}
