const monthsLong = 31 * 24 * 3600 * 1000;

/**
 * `Retry-After` in milliseconds from `now`: seconds, or an HTTP date (RFC 9110, sections 10.2.3 and 5.6.7). A date that is past
 * is zero; more than a month is cut to one; anything else is undefined.
 */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  const text = header?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, monthsLong);
  // Date.parse reads far more than the three forms of the RFC, all of which begin with the name of a day.
  if (!/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*[ ,]/.test(text)) return undefined;
  const date = Date.parse(/GMT$|\d{4}$/.test(text) ? text.replace(/(\d{4})$/, '$1 GMT') : text);
  return Number.isNaN(date) ? undefined : Math.min(Math.max(date - now, 0), monthsLong);
}
