import { type Atom, textOf, withoutFirst } from './template-atoms.ts';

const LEADING = /^\p{White_Space}*/u;

/**
 * Takes the indentation from a heredoc that is opened with `<<-`: the least that any line begins with, blank lines aside.
 * As in flushHeredocTemplateParts of hclsyntax, a line is told by literal text that ends with a line break: where a strip
 * marker has taken the break away, the line below counts as more of the same.
 */
export function flushIndentation(atoms: readonly Atom[]): void {
  let least = Number.POSITIVE_INFINITY;
  const lines: (Atom & { readonly kind: 'text' })[] = [];
  let atLineStart = true;
  for (const atom of atoms) {
    const text = atom.kind === 'text' ? textOf(atom.runs) : '';
    if (atLineStart) {
      atLineStart = false;
      if (atom.kind !== 'text') least = 0;
      else {
        const spaces = LEADING.exec(text)?.[0].length ?? 0;
        if (spaces < text.length || !text.endsWith('\n')) {
          lines.push(atom);
          least = Math.min(least, spaces);
        }
      }
    }
    if (text.endsWith('\n')) atLineStart = true;
  }
  for (const line of lines) line.runs = withoutFirst(line.runs, least);
}
