const units: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

/** Go's `time.ParseDuration`, in nanoseconds; undefined for an error. */
export function parseDuration(text: string): bigint | undefined {
  const [, sign, rest = ''] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  if (rest === '0') return 0n;
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|\u00b5s|\u03bcs|ms|s|m|h))+$/.test(rest)) return undefined;
  let sum = 0n;
  for (const [, whole = '', fraction = '', unit = ''] of rest.matchAll(
    /(\d*)\.?(\d*)([a-z\u00b5\u03bc]+)/g,
  )) {
    const size = units[unit] ?? 0;
    sum += BigInt(whole === '' ? 0 : whole) * BigInt(size);
    if (fraction !== '') sum += BigInt(Math.trunc(Number(`0.${fraction}`) * size));
  }
  if (sum > 2n ** 63n - 1n) return undefined;
  return sign === '-' ? -sum : sum;
}

/** Go's `Duration.String` of whole seconds. */
export function formatSeconds(seconds: bigint): string {
  const size = seconds < 0n ? -seconds : seconds;
  const [hours, minutes] = [size / 3600n, (size / 60n) % 60n];
  const text =
    hours > 0n
      ? `${hours}h${minutes}m${size % 60n}s`
      : minutes > 0n
        ? `${minutes}m${size % 60n}s`
        : `${size}s`;
  return seconds < 0n ? `-${text}` : text;
}

const steps: readonly (readonly [string, bigint])[] = [
  ['y', 24n * 365n * 3600n],
  ['mo', 24n * 30n * 3600n],
  ['d', 24n * 3600n],
  ['h', 3600n],
  ['m', 60n],
  ['s', 1n],
];

/** The largest unit that fits more than once (sprig, durationRound). */
export function roundDuration(nanoseconds: bigint): string {
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  for (const [unit, seconds] of steps) {
    const step = seconds * 1_000_000_000n;
    if (size > step) return `${size / step}${unit}`;
  }
  return '0s';
}
