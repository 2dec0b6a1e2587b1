import { evaluate, type ObjectValue, object, type Value } from '../../formats/hcl/index.ts';
import type { FoundImage } from '../image-use.ts';
import { isCodebuildImage } from './codebuild.ts';
import { addValuesImages, imagesInValues, releaseArguments } from './helm-release.ts';
import { metaArguments } from './module.ts';
import { addImage, type Resource } from './resource.ts';

const MAX_DEPTH = 8;

/**
 * The images among a module's arguments. What a module does with them stands elsewhere, often in another repository: what
 * looks like the arguments of a Helm release is read as one, and else only what can be nothing but an image counts.
 */
export function moduleImages(resource: Resource): void {
  const { body, scope, address } = resource;
  const entries = new Map<string, Value>();
  for (const { name, value } of body.attributes)
    if (!metaArguments.has(name)) entries.set(name, evaluate(value, scope));
  readReleases(resource, entries, address, 0);
  for (const image of plainImages(resource, entries))
    addImage(resource, { ...image, path: `${address}.${image.path}` });
}

/** What in named values can be nothing but an image, by names and shapes. */
export function plainImages(resource: Resource, entries: ReadonlyMap<string, Value>): readonly FoundImage[] {
  return imagesInValues(resource, withoutReleases(entries, 0)).filter(isPlain);
}

function isPlain({ confidence, unresolved, value }: FoundImage): boolean {
  if (isCodebuildImage(value)) return false;
  return unresolved === undefined ? confidence === 'likely' : value.includes('/');
}

/** The objects, at any depth, that have `values` or `set`. */
function readReleases(
  resource: Resource,
  entries: ReadonlyMap<string, Value>,
  path: string,
  depth: number,
): void {
  const values = releaseArguments(resource, entries);
  if (values !== undefined) addValuesImages(resource, values, `${path}.values`);
  if (depth > MAX_DEPTH) return;
  for (const [name, value] of entries) {
    if (value.kind === 'object') readReleases(resource, value.entries, `${path}.${name}`, depth + 1);
  }
}

/** The arguments that are read by the shape of what they hold. */
function withoutReleases(entries: ReadonlyMap<string, Value>, depth: number): ObjectValue {
  const kept = [...entries].flatMap(([name, value]): readonly (readonly [string, Value])[] => {
    if (value.kind === 'object' && depth < MAX_DEPTH)
      return [[name, withoutReleases(value.entries, depth + 1)]];
    return name === 'values' ? [] : [[name, value]];
  });
  return object(new Map(kept));
}
