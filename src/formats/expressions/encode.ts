import { append } from '../../append.ts';
import { madeFragment } from '../../text/index.ts';
import { type Fragment, failure, fragmentsOf, NULL, type Value } from './value.ts';

const MAX_DEPTH = 100;

/** More pieces than any values have. */
const MAX_FRAGMENTS = 200_000;

/**
 * A value as JSON, which is YAML too: yamlencode lays the same out in other words. Texts keep their places, but for
 * characters that JSON escapes.
 */
export function encode(value: Value = NULL): Value {
  const fragments: Fragment[] = [];
  if (!write(value, fragments, 0)) return failure('it is too large to be read');
  return { kind: 'string', fragments };
}

function write(value: Value, out: Fragment[], depth: number): boolean {
  if (depth > MAX_DEPTH || out.length > MAX_FRAGMENTS) return false;
  const raw = (text: string): void => {
    out.push(madeFragment(text));
  };
  switch (value.kind) {
    case 'null':
      raw('null');
      return true;
    case 'tuple':
      raw('[');
      for (const [index, item] of value.items.entries()) {
        if (index > 0) raw(',');
        if (!write(item, out, depth + 1)) return false;
      }
      raw(']');
      return true;
    case 'object': {
      raw('{');
      let first = true;
      for (const [name, item] of value.entries) {
        raw(`${first ? '' : ','}${JSON.stringify(name)}: `);
        first = false;
        if (!write(item, out, depth + 1)) return false;
      }
      raw('}');
      return true;
    }
    case 'number':
    case 'bool':
      append(out, fragmentsOf(value) ?? []);
      return true;
    default:
      raw('"');
      for (const fragment of fragmentsOf(value) ?? []) append(out, escaped(fragment));
      raw('"');
      return true;
  }
}

function escaped(fragment: Fragment): readonly Fragment[] {
  if (fragment.kind === 'hole') return [fragment];
  const text = JSON.stringify(fragment.text).slice(1, -1);
  return [text === fragment.text ? fragment : { ...fragment, text }];
}
