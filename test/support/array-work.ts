/** The methods of arrays that visit or copy their elements. */
const visiting = [
  'concat',
  'every',
  'filter',
  'find',
  'flatMap',
  'forEach',
  'includes',
  'join',
  'map',
  'slice',
  'some',
  Symbol.iterator,
] as const;

/**
 * How many elements of arrays a function visits or copies, at most, and how many characters it searches with `indexOf`: the length of each array that it loops over, spreads, maps and
 * so on. It says how work grows with a text without a clock: what is quadratic visits sixteen times as many for four times
 * the text.
 */
export function arrayWork(run: () => unknown): number {
  let visited = 0;
  const originals = visiting.map((name) => [name, Array.prototype[name]] as const);
  for (const [name, original] of originals) {
    define(name, function (this: readonly unknown[], ...args: readonly unknown[]): unknown {
      const result = Reflect.apply(original as () => unknown, this, args);
      visited += name === 'slice' ? (result as readonly unknown[]).length : this.length;
      return result;
    });
  }
  const search = String.prototype.indexOf;
  String.prototype.indexOf = function (this: string, ...args: [string, number?]): number {
    const at = search.apply(this, args);
    visited += Math.max((at === -1 ? this.length : at) - (args[1] ?? 0), 0);
    return at;
  };
  try {
    run();
    return visited;
  } finally {
    String.prototype.indexOf = search;
    for (const [name, original] of originals) define(name, original);
  }
}

function define(name: PropertyKey, value: unknown): void {
  Object.defineProperty(Array.prototype, name, {
    value,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}
