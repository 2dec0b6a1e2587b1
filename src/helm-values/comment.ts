/** Columns of a line of comment, where a word is not longer. */
const widest = 110;

/** A text as lines of comment, `indent` blanks deep; what continues a line stands two blanks further in. */
export function comment(text: string, indent = 0): readonly string[] {
  const pad = `${' '.repeat(indent)}# `;
  const lines: string[] = [];
  let line = '';
  for (const word of text.replace(/\s+/g, ' ').trim().split(' ')) {
    const next = line === '' ? word : `${line} ${word}`;
    if (line !== '' && pad.length + next.length > widest) {
      lines.push(pad + line);
      line = `  ${word}`;
    } else line = next;
  }
  return [...lines, pad + line];
}
