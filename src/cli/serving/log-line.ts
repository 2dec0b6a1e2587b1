/** Writes a line of the log. Only ASCII: a path that a client asked for must not command the terminal that shows it. */
export function writeLogLine(line: string): void {
  const ascii = line.replace(
    /[\x7f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  process.stderr.write(ascii);
}
