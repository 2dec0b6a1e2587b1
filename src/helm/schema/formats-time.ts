/** RFC 3339. */
export function dateProblem(text: string): string | undefined {
  const [whole, year = '', month = '', day = ''] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (whole === undefined) return `parsing time ${JSON.stringify(text)} as "2006-01-02"`;
  if (Number(month) < 1 || Number(month) > 12)
    return `parsing time ${JSON.stringify(text)}: month out of range`;
  // Day 0 of the next month is the last one of this.
  const days = new Date(Date.UTC(2000, Number(month), 0)).getUTCDate();
  const isLeap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  const last = Number(month) === 2 && !isLeap ? 28 : days;
  if (Number(day) < 1 || Number(day) > last) return `parsing time ${JSON.stringify(text)}: day out of range`;
  return undefined;
}

export function timeProblem(text: string): string | undefined {
  if (text.length < 9) return 'less than 9 characters long';
  const [whole, hour = '', minute = '', second = '', zone = ''] =
    /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?(.*)$/s.exec(text) ?? [];
  if (whole === undefined) return 'invalid hour/min/sec';
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return 'hour/min/sec out of range';
  const [offset, sign, hours = '0', minutes = '0'] = /^(?:[zZ]|([+-])(\d\d):(\d\d))$/.exec(zone) ?? [];
  if (offset === undefined) return 'invalid offset';
  if (Number(hours) > 23 || Number(minutes) > 59) return 'hour/min in offset out of range';
  const shift = (Number(hours) * 60 + Number(minutes)) * (sign === '+' ? -1 : 1);
  const utc = (Number(hour) * 60 + Number(minute) + shift + 1440) % 1440;
  return second === '60' && utc !== 1439 ? 'invalid leap second' : undefined;
}

export function dateTimeProblem(text: string): string | undefined {
  if (text.length < 20) return 'less than 20 characters long';
  if (text[10] !== 't' && text[10] !== 'T') return '11th character must be t or T';
  const date = dateProblem(text.slice(0, 10));
  if (date !== undefined) return `invalid date element: ${date}`;
  const time = timeProblem(text.slice(11));
  return time === undefined ? undefined : `invalid time element: ${time}`;
}

/** ISO 8601, `P3Y6M4DT12H30M5S` or `P4W`. */
export function durationProblem(text: string): string | undefined {
  if (!text.startsWith('P')) return 'must start with P';
  if (text === 'P') return 'nothing after P';
  if (/^P\d+W$/.test(text)) return undefined;
  if (text.endsWith('T')) return 'no time elements';
  const good = /^P(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?$/.test(text);
  return good ? undefined : 'invalid unit';
}
