import { fieldsOf } from '../../formats/yaml/index.ts';
import { type Fragment, literalFragment } from '../../text/index.ts';
import { isSentinel } from '../image-shapes.ts';
import type { FoundImage } from '../image-use.ts';
import { imageAt } from '../pieces.ts';
import { type Spot, spotAt, textAt } from '../spot.ts';

/** The variables that projects and an action set, by their names. */
export function variablesIn(actions: readonly Spot[], file: string): ReadonlyMap<string, Fragment> {
  const variables = new Map<string, Fragment>();
  for (const spot of actions.flatMap((action) => spotAt(action, 'variables') ?? [])) {
    for (const { key } of fieldsOf(spot.map)) {
      const text = textAt(spot, key);
      if (text === undefined || text.value.includes('${')) continue;
      const { content } = text.text.scalar;
      const verbatim = content.end - content.start === text.value.length;
      variables.set(key, literalFragment(text.value, file, verbatim ? content : undefined));
    }
  }
  return variables;
}

/** What Garden has built itself: `${actions.build.web.outputs.deploymentImageId}`. */
const BUILT = /\$\{[^}]*\b(?:actions\.build|modules|providers\.\w+\.outputs)\b[^}]*\}/;

const VARIABLE = /\$\{\s*(?:var|variables)\.([\w-]+)\s*\}/g;

/** An image with its variables replaced; none where it is one that is built, or none at all. */
export function substituted(
  image: FoundImage,
  variables: ReadonlyMap<string, Fragment>,
  file: string,
): readonly FoundImage[] {
  const { value, span, pieces } = image;
  if (value === 'scratch' || isSentinel(value) || BUILT.test(value)) return [];
  if (!value.includes('${') || pieces !== undefined) return [image];
  const fragments: Fragment[] = [];
  const origin: string[] = [];
  let at = 0;
  const literal = (end: number): void => {
    if (at < end) {
      const inside = { start: span.start + at, end: span.start + end };
      const verbatim = span.end - span.start === value.length;
      fragments.push(literalFragment(value.slice(at, end), file, verbatim ? inside : undefined));
    }
  };
  for (const match of value.matchAll(VARIABLE)) {
    literal(match.index);
    const name = match[1] ?? '';
    const unknown = { reason: `variable ${name} has no value here` };
    fragments.push(variables.get(name) ?? { kind: 'hole', unknown, use: undefined });
    origin.push(`var.${name}`);
    at = match.index + match[0].length;
  }
  literal(value.length);
  const known = imageAt(fragments, file, span);
  if (origin.length === 0 || known.value.includes('${')) return [image];
  const { unresolved: _, ...rest } = image;
  return [{ ...rest, ...known, origin }];
}
