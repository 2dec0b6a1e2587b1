/** The order of go-yaml's keys (sorter.go): digits by their number, letters behind all else. */
export function compareYamlKeys(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  let same = 0;
  while (same < shorter && a.charCodeAt(same) === b.charCodeAt(same)) same++;
  if (same === shorter) return a.length - b.length;
  // The letters of most keys decide by themselves.
  const [first, second] = [a.charCodeAt(same), b.charCodeAt(same)];
  if (isAsciiLetter(first) && isAsciiLetter(second)) return first - second;
  const [left, right] = [[...a], [...b]];
  for (let i = 0; i < left.length && i < right.length; i++) {
    const [one = '', other = ''] = [left[i], right[i]];
    if (one === other) continue;
    const letters = [isLetter(one), isLetter(other)];
    if (letters[0] !== letters[1]) return letters[1] ? -1 : 1;
    if (letters[0]) return point(one) - point(other);
    const base = one === '0' || other === '0' ? leadingNumber(left, i) : 0n;
    const [x, y] = [numberAt(left, i, base), numberAt(right, i, base)];
    if (x.value !== y.value) return x.value < y.value ? -1 : 1;
    return x.end - y.end || point(one) - point(other);
  }
  return left.length - right.length;
}

/** One when the digits before are not all zeros, so that a zero behind them counts. */
function leadingNumber(characters: readonly string[], before: number): bigint {
  for (let i = before - 1; i >= 0 && isDigit(characters[i] ?? ''); i--) if (characters[i] !== '0') return 1n;
  return 0n;
}

function numberAt(
  characters: readonly string[],
  start: number,
  base: bigint,
): { value: bigint; end: number } {
  let value = base;
  let end = start;
  for (; isDigit(characters[end] ?? ''); end++) {
    value = BigInt.asIntN(64, value * 10n + BigInt(point(characters[end] ?? '') - 0x30));
  }
  return { value, end };
}

const isAsciiLetter = (unit: number): boolean => {
  const lower = unit | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
};
const isLetter = (character: string): boolean => /^\p{L}$/u.test(character);
const isDigit = (character: string): boolean => /^\p{Nd}$/u.test(character);

function point(character: string): number {
  return character.codePointAt(0) ?? 0;
}
