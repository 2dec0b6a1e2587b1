import { entriesAt, fieldAt, itemsAt, type Spot } from '../ci/index.ts';

/** Lists of a pipeline or a template, and a field that one of their items has. */
const lists: Readonly<Record<string, RegExp>> = {
  stages: /^(?:stage|template)$/,
  jobs: /^(?:job|deployment|template)$/,
  phases: /^(?:phase|template)$/,
  steps: /^(?:script|bash|pwsh|powershell|task|template|checkout|download|publish|reviewApp)$/,
};

const resources = /^(?:containers|repositories|pipelines|builds|webhooks|packages)$/;

/** What nothing but a pipeline of another system, or a file of another kind, has. */
const foreign: readonly string[] = ['services', 'spec', 'on', 'include', 'definitions', 'pipelines', 'image'];

/** Whether a document is a pipeline of Azure or a template of one: much else lies in folders of that name. */
export function isPipeline(root: Spot): boolean {
  if (foreign.some((key) => fieldAt(root, key) !== undefined)) return false;
  const entries = entriesAt(root);
  if (entries.every(({ key }) => key === 'variables' || key === 'parameters')) return entries.length > 0;
  return entries.some(({ key, value }) => {
    const item = lists[key];
    if (item !== undefined) return itemsAt(value).some((spot) => hasKey(spot, item));
    if (key === 'resources') return hasKey(value, resources);
    return key === 'extends' && fieldAt(value, 'template') !== undefined;
  });
}

/** Whether a map has a key, or a template expression for one. */
function hasKey(map: Spot, pattern: RegExp): boolean {
  return entriesAt(map).some(({ key }) => pattern.test(key) || key.startsWith('${{'));
}
