// The figures as text: tables, and beside each target whether it holds.
const missing = '-';

export const number = (value, digits = 0) => (value === undefined ? missing : value.toFixed(digits));

/** Rows of cells, the first column to the left, the others to the right. */
export function table(title, header, rows) {
  const all = [header, ...rows].map((row) => row.map(String));
  const widths = header.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
      .join('  ');
  console.log(`\n${title}\n`);
  for (const row of all) console.log(`  ${line(row)}`);
}

/** `got` is at least (or, with `atMost`, at most) `wanted`; without a peer to compare with there is no `wanted`. */
export function target(text, got, wanted, { atMost = false, unit = '', digits = 0 } = {}) {
  if (got === undefined || wanted === undefined || Number.isNaN(wanted)) return [text, missing, missing, '-'];
  const holds = atMost ? got <= wanted : got >= wanted;
  const bound = `${atMost ? '<=' : '>='} ${wanted.toFixed(digits)}${unit}`;
  return [text, `${got.toFixed(digits)}${unit}`, bound, holds ? 'holds' : 'MISSED'];
}
