/** GitHub cuts comments at 65,536 characters; what is written around the report needs some too. */
export const MAX_COMMENT = 60_000;

/** A code span (CommonMark 6.1) that may stand in a table cell (GFM 4.10), whatever the text holds. */
export function code(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  if (longest === 0) return `\`${line}\``;
  const fence = '`'.repeat(longest + 1);
  return `${fence} ${line} ${fence}`;
}

/** Prose for a table cell; parts between backticks stay code, everything else that Markdown could obey is escaped. */
export function prose(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .split(/(`[^`]*`)/)
    .map((part) =>
      /^`[^`]+`$/.test(part) ? code(part.slice(1, -1)) : part.replaceAll(/[\\`*_{}[\]<>#|~$&]/g, '\\$&'),
    )
    .join('');
}

export function table(heading: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(heading), `|${heading.map(() => '---').join('|')}|`, ...rows.map(line)];
}
