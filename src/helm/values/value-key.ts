/**
 * Where a value stands among the values of the top chart, as `--set` names it: of a subchart's value with the subchart's name
 * before it, of a global one `global`, in whatever chart it is read. A missing value has a key, too.
 */
export interface ValueKey {
  /** Undefined for the root alone, whose own `key` is the empty string. */
  readonly parent: ValueKey | undefined;
  readonly key: string | number;
  /** What `keyText` has made of it. */
  text?: string;
}

export const rootKey: ValueKey = { parent: undefined, key: '' };

export function childKey(parent: ValueKey, key: string | number): ValueKey {
  return { parent, key };
}

/** The keys from the root on. */
export function segmentsOf(key: ValueKey): readonly (string | number)[] {
  const segments: (string | number)[] = [];
  for (let at = key; at.parent !== undefined; at = at.parent) segments.push(at.key);
  return segments.reverse();
}

/** As `--set` takes it: `metrics.image.tag`, `nodes[0].enabled`, `annotations.example\.com/x`. */
export function keyText(key: ValueKey): string {
  const { parent } = key;
  if (key.text !== undefined) return key.text;
  if (parent === undefined) return '';
  const before = keyText(parent);
  const own = typeof key.key === 'number' ? `[${key.key}]` : `${before === '' ? '' : '.'}${escaped(key.key)}`;
  const text = before + own;
  key.text = text;
  return text;
}

const special = /[\\.,=[\]]/;

function escaped(key: string): string {
  if (!special.test(key)) return key;
  return key.replace(/[\\.,=[\]]/g, String.raw`\$&`);
}
