import {
  field,
  fieldsOf,
  fragmentsOfScalar,
  resolve,
  type YamlNode,
  type YamlScalar,
} from '../formats/yaml/index.ts';
import type { Fragment, SourceText } from '../text/index.ts';
import { type CommandImage, commandImages } from './commands/index.ts';
import { keyed, type Spot } from './spot.ts';

/**
 * The images that the command of a field names: one for a shell, a list of a program and its arguments, or a map of several
 * such. `source` is the text that the tree was read from.
 */
export function commandFieldImages(
  source: SourceText,
  spot: Spot | undefined,
  key: string,
): readonly CommandImage[] {
  const found = spot === undefined ? undefined : field(spot.map, key);
  if (spot === undefined || found === undefined) return [];
  const path = keyed(spot.path, key);
  const node = resolve(found.value);
  if (node.kind !== 'map') return imagesOf(source, node, path);
  return fieldsOf(node).flatMap((each) => imagesOf(source, each.value, keyed(path, each.key)));
}

function imagesOf(source: SourceText, value: YamlNode, path: string): readonly CommandImage[] {
  const node = resolve(value);
  if (node.kind === 'scalar')
    return commandImages({ fragments: fragmentsOfScalar(source, node), file: source.path, path });
  if (node.kind !== 'seq') return [];
  const words = node.items
    .map(resolve)
    .flatMap((item) => (item.kind === 'scalar' ? [wordOf(source, item)] : []));
  const fragments = words.flatMap((word) => [...word, literal(' ')]);
  return commandImages({ fragments, file: source.path, path });
}

/** An argument as a shell would be given it. */
function wordOf(source: SourceText, scalar: YamlScalar): readonly Fragment[] {
  const fragments = fragmentsOfScalar(source, scalar);
  const quote = /[\s"$;&|<>()]/.test(scalar.value) && !scalar.value.includes("'");
  return quote ? [literal("'"), ...fragments, literal("'")] : fragments;
}

function literal(text: string): Fragment {
  return { kind: 'text', text, place: undefined, use: undefined };
}
