import { append } from '../../append.ts';
import { knownText, NULL, type Value } from '../../formats/expressions/index.ts';
import { at, fieldsOf, resolve, scalarText, type YamlMap, type YamlNode } from '../../formats/yaml/index.ts';
import { slice } from '../../text/source-text.ts';
import { resourceImages, shapeOf } from '../azure/index.ts';
import type { FoundImage } from '../image-use.ts';
import { eachCopy } from './copies.ts';
import { templateScope, valueIn } from './scope.ts';
import type { TemplateScope } from './types.ts';

/** Templates in templates. */
const MAX_DEPTH = 20;

interface Place {
  readonly path: string;
  readonly depth: number;
  readonly reach: FoundImage['reach'];
  readonly when?: string;
  /** The type of the resource that it stands in. */
  readonly parent?: string;
}

const DEPLOYMENT = /^microsoft\.resources\/deployments$/i;

/** The images of a template's resources, those of templates within it among them. */
export function templateImages(
  scope: TemplateScope,
  template: YamlNode,
  place: Place = { path: '', depth: 0, reach: 'default' },
): readonly FoundImage[] {
  const found: FoundImage[] = [];
  readResources(scope, at(template, ['resources']), place, found);
  return found;
}

/** A list, or since version 2.0 of the language an object with names. */
function readResources(
  scope: TemplateScope,
  resources: YamlNode | undefined,
  place: Place,
  found: FoundImage[],
): void {
  if (resources === undefined || place.depth > MAX_DEPTH) return;
  const node = resolve(resources);
  const at = place.path === '' ? 'resources' : `${place.path}.resources`;
  if (node.kind === 'seq') {
    for (const [index, item] of node.items.entries())
      readResource(scope, resolve(item), { ...place, path: `${at}[${index}]` }, found);
  } else if (node.kind === 'map') {
    for (const { key, value } of fieldsOf(node))
      readResource(scope, value, { ...place, path: `${at}.${key}` }, found);
  }
}

function readResource(scope: TemplateScope, map: YamlNode, place: Place, found: FoundImage[]): void {
  if (map.kind !== 'map') return;
  const own = scalarText(at(map, ['type']));
  if (own === undefined || scalarText(at(map, ['existing'])) === 'true') return;
  const type = place.parent === undefined ? own : `${place.parent}/${own}`;
  const here = { ...place, ...conditionOf(scope, map, place), parent: type, depth: place.depth + 1 };
  if (DEPLOYMENT.test(type)) eachInstance(scope, map, () => readDeployment(scope, map, here, found));
  else if (shapeOf(type) !== undefined)
    eachInstance(scope, map, () => readInstance(scope, map, type, here, found));
  readResources(scope, at(map, ['resources']), here, found);
}

/** Once for each copy of a resource that is made. */
function eachInstance(scope: TemplateScope, map: YamlMap, read: () => void): void {
  const copy = at(map, ['copy']);
  const count = at(copy, ['count']);
  if (copy === undefined || count === undefined) read();
  else {
    eachCopy(scope, scalarText(at(copy, ['name'])) ?? '', valueIn(scope, count), () => {
      read();
      return NULL;
    });
  }
}

function readInstance(
  scope: TemplateScope,
  map: YamlMap,
  type: string,
  { path, reach, when }: Place,
  found: FoundImage[],
): void {
  const value = valueIn(scope, withoutResources(map));
  const { source } = scope;
  const condition = when === undefined ? {} : { when };
  append(found, resourceImages({ type, value, path, source, span: map.span, reach, ...condition }));
}

/** Resources within a resource are read by themselves. */
function withoutResources(map: YamlMap): YamlMap {
  return { ...map, entries: map.entries.filter(({ key }) => scalarText(key) !== 'resources') };
}

function conditionOf(
  scope: TemplateScope,
  map: YamlMap,
  { reach, when }: Place,
): Pick<Place, 'reach' | 'when'> {
  const condition = at(map, ['condition']);
  if (condition?.kind !== 'scalar') return { reach, ...(when === undefined ? {} : { when }) };
  if (knownText(valueIn(scope, condition)) === 'true')
    return { reach, ...(when === undefined ? {} : { when }) };
  const own = slice(scope.source, condition.content).replace(/^\[|\]$/g, '');
  return { reach: 'conditional', when: when === undefined ? own : `${when} && ${own}` };
}

/** A template within: in its own scope it knows nothing but the parameters that it is given. */
function readDeployment(scope: TemplateScope, map: YamlMap, place: Place, found: FoundImage[]): void {
  const properties = at(map, ['properties']);
  const template = at(properties, ['template']);
  if (template?.kind !== 'map') return;
  const inner =
    scalarText(at(properties, ['expressionEvaluationOptions', 'scope']))?.toLowerCase() === 'inner';
  const at_ = `${place.path}.properties.template`;
  const below: Place = {
    path: at_,
    depth: place.depth,
    reach: place.reach,
    ...(place.when === undefined ? {} : { when: place.when }),
  };
  const parameters = at(properties, ['parameters']);
  const given = new Map<string, Value>();
  for (const { key, value } of parameters?.kind === 'map' ? fieldsOf(parameters) : []) {
    const own = at(value, ['value']);
    if (own !== undefined) given.set(key.toLowerCase(), valueIn(scope, own));
  }
  const within = inner ? templateScope(scope.source, template, given, scope.budget) : scope;
  append(found, templateImages(within, template, below));
}
