import { field, fieldsOf, resolve } from '../formats/yaml/index.ts';
import type { SourceText } from '../text/source-text.ts';
import type { BuildArgument } from './dockerfile/index.ts';
import { keyed, type Spot, textAt } from './spot.ts';
import { fragmentsOfText } from './text-values.ts';
import { placeOf } from './yaml-text.ts';

/** What something else fills in: Go templates, and the variables of Garden. */
const TEMPLATE = /\{\{|\$\{/;

/** The build arguments of a map; those that something else fills in are left out. */
export function buildArgumentsAt(
  spot: Spot | undefined,
  key: string,
  source: SourceText,
): readonly BuildArgument[] {
  const args = spot === undefined ? undefined : field(spot.map, key);
  const map = args && resolve(args.value);
  if (spot === undefined || map?.kind !== 'map') return [];
  const inner: Spot = { map, path: keyed(spot.path, key), via: spot.via ?? args?.via };
  return fieldsOf(map).flatMap(({ key: name }): readonly BuildArgument[] => {
    const text = textAt(inner, name);
    if (text === undefined || TEMPLATE.test(text.value)) return [];
    const values = [{ fragments: fragmentsOfText(source, text.text), origin: [] }];
    return [{ name, values, span: placeOf(text.text), path: text.path }];
  });
}
