import { entriesAt, fieldAt, itemsAt, type Spot, textAt } from '../ci/index.ts';

/** Fields of a build (cloud.google.com/build/docs/build-config-file-schema) that pipelines of others have not beside `steps`. */
const BUILD_FIELD = /^["' {]*(?:availableSecrets|substitutions|options|timeout|images|artifacts)["']?\s*:/m;
const STEPS = /^["' {]*steps["']?\s*:/m;

/** Asked of every YAML and JSON file: nothing is parsed that need not be. */
export function mayBeBuild(text: string): boolean {
  return STEPS.test(text) && BUILD_FIELD.test(text);
}

const FIELDS = new Set([
  'artifacts',
  'availableSecrets',
  'dependencies',
  'gitConfig',
  'images',
  'logsBucket',
  'options',
  'queueTtl',
  'secrets',
  'serviceAccount',
  'source',
  'steps',
  'substitutions',
  'tags',
  'timeout',
]);

/** Steps that are called after an image; those of other pipelines say what they run in another field. */
export function isBuild(root: Spot): boolean {
  if (entriesAt(root).some(({ key }) => !FIELDS.has(key))) return false;
  const steps = itemsAt(fieldAt(root, 'steps'));
  const others = ['run', 'uses', 'image', 'task', 'bash', 'command', 'commands', 'plugin'];
  if (steps.some((step) => others.some((key) => fieldAt(step, key) !== undefined))) return false;
  const names = steps.map((step) => textAt(fieldAt(step, 'name')));
  return names.every((name) => name !== undefined) && names.some((name) => HOSTED.test(name ?? ''));
}

const HOSTED = /^[\w-]+(?:\.[\w-]+)+\/\S+$/;
