import { type IgnoreComment, ignoreComment, KEYWORD } from './comment.ts';
import { statementEnd } from './extent.ts';
import type { IgnoreDirective } from './types.ts';

const LINE_END = /\r\n|\n|\r/;
const COMMENT = /^\s*(?:#|\/\/|\/\*|\{\{-?\s*\/\*)/;

/**
 * The `pullthrough-ignore` comments of a text and the lines they speak for:
 *
 *     # pullthrough-ignore: PT001, mutable-tag -- reason     above a line, or after it
 *     # pullthrough-ignore-file: PT005 -- reason             before the first line that is not a comment
 *
 * No checks named: all of them. A comment above a line speaks for the whole node or instruction that begins
 * there (see `statementEnd`); several may be stacked. Called while the text is at hand, so that it need not be kept.
 */
export function ignoreDirectives(text: string): readonly IgnoreDirective[] {
  if (!text.includes(KEYWORD)) return [];
  const lines = text.split(LINE_END);
  const continuation = /^#\s*escape\s*=\s*`/im.test(lines.slice(0, 5).join('\n')) ? '`' : '\\';
  const directives: IgnoreDirective[] = [];
  let waiting: { readonly comment: IgnoreComment; readonly line: number }[] = [];
  let atTop = true;
  let continuedTo = 0;

  for (const [index, text] of lines.entries()) {
    const line = index + 1;
    const comment = ignoreComment(text);
    if (comment?.alone) {
      if (comment.wholeFile) directives.push(directive(comment, line, atTop ? 'file' : undefined));
      else waiting.push({ comment, line });
      continue;
    }
    if (COMMENT.test(text)) continue;
    if (!isPreamble(text)) atTop = false;
    if (waiting.length === 0 && comment === undefined) continue;

    // Within an instruction that continues, the end is known: finding it anew for each line would take long.
    const lastLine = (above: boolean): number =>
      line <= continuedTo ? continuedTo : statementEnd(lines, index, continuation, above) + 1;
    const blank = text.trim() === '' && line > continuedTo;
    const covers = blank ? undefined : { from: line, to: lastLine(true) };
    for (const above of waiting) directives.push(directive(above.comment, above.line, covers));
    waiting = [];
    if (comment !== undefined) {
      const own = comment.wholeFile ? undefined : { from: line, to: lastLine(false) };
      directives.push(directive(comment, line, own));
    }
    if (text.trimEnd().endsWith(continuation)) continuedTo = lastLine(false);
  }
  for (const { comment, line } of waiting) directives.push(directive(comment, line, undefined));
  return directives;
}

function directive(
  { checks, reason }: IgnoreComment,
  line: number,
  covers: IgnoreDirective['covers'],
): IgnoreDirective {
  return {
    line,
    checks,
    ...(reason === undefined ? {} : { reason }),
    ...(covers === undefined ? {} : { covers }),
  };
}

/** What may stand above a `pullthrough-ignore-file` besides comments: blank lines, and how a YAML document begins. */
function isPreamble(line: string): boolean {
  const text = line.trim();
  return text === '' || text === '---' || text.startsWith('%');
}
