/** The last time that a `Date` can hold (ECMA-262, "Time Values"). */
const lastTime = 8.64e15;

/** ISO 8601, of milliseconds since the epoch. */
export function isoTime(milliseconds: number): string {
  return new Date(Math.max(-lastTime, Math.min(lastTime, milliseconds))).toISOString();
}

/** `1.2 GB`; decimal units, as registries count. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB', 'PB'];
  let power = 1;
  let value = bytes / 1_000;
  while (value >= 999.5 && power < units.length) {
    power++;
    value /= 1_000;
  }
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[power - 1]}`;
}

/** `93 %`; never 100 where something was missed, nor 0 where something was hit. */
export function formatShare(share: number): string {
  const percent = Math.round(share * 100);
  if (percent === 100 && share < 1) return '>99 %';
  return percent === 0 && share > 0 ? '<1 %' : `${percent} %`;
}

/** `12 s`, `5 min`, `3 h`, `9 days`. */
export function formatDuration(seconds: number): string {
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 48 * 3_600) return `${Math.floor(seconds / 3_600)} h`;
  return `${Math.floor(seconds / 86_400)} days`;
}

export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}
