import { knownText, object, tuple, unknownIn, type Value } from '../../formats/expressions/index.ts';
import { at, fieldsOf, resolve, scalarText, type YamlMap, type YamlNode } from '../../formats/yaml/index.ts';
import type { Convert } from '../evaluated/index.ts';
import type { TemplateScope } from './types.ts';

/** More copies than anybody deploys. */
const MAX_COPIES = 100;

/**
 * An object whose `copy` lists loops, each of which makes a property
 * (https://learn.microsoft.com/azure/azure-resource-manager/templates/copy-properties), or one such loop, as the list that it makes.
 */
export function copiesOf(scope: TemplateScope, map: YamlMap, convert: Convert): Value | undefined {
  if (isLoop(map)) return listOf(scope, map, convert);
  const loops = at(map, ['copy']);
  if (loops?.kind !== 'seq' || !loops.items.some(isLoop)) return undefined;
  const entries = new Map<string, Value>();
  for (const { key, value } of fieldsOf(map)) if (key !== 'copy') entries.set(key, convert(value));
  for (const loop of loops.items) {
    const name = scalarText(at(loop, ['name']));
    if (name !== undefined && isLoop(loop)) entries.set(name, convert(loop));
  }
  return object(entries);
}

function isLoop(node: YamlNode): boolean {
  const map = resolve(node);
  return map.kind === 'map' && ['name', 'count', 'input'].every((key) => at(map, [key]) !== undefined);
}

function listOf(scope: TemplateScope, loop: YamlMap, convert: Convert): Value {
  const [name, count, input] = ['name', 'count', 'input'].map((key) => at(loop, [key]));
  if (count === undefined || input === undefined) return tuple([]);
  return eachCopy(scope, scalarText(name) ?? '', convert(count), () => convert(input));
}

/** What is made for each copy; of copies whose number is not known, one stands for all. */
export function eachCopy(scope: TemplateScope, name: string, count: Value, make: () => Value): Value {
  const { copies } = scope;
  const many = Number(knownText(count) ?? Number.NaN);
  const known = Number.isInteger(many) && many >= 0 && many <= MAX_COPIES;
  const keys = ['', name.toLowerCase()];
  const before = keys.map((key) => copies.get(key));
  const items: Value[] = [];
  for (let index = 0; index < (known ? many : 1); index++) {
    for (const key of keys) copies.set(key, known ? index : undefined);
    items.push(make());
  }
  for (const [index, key] of keys.entries()) copies.set(key, before[index]);
  return tuple(items, known ? undefined : (unknownIn(count) ?? { reason: 'there are too many copies' }));
}
