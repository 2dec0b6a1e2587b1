/** An indicator of a literal or folded block scalar at the line's end (YAML 1.2.2, 8.1.1), a comment after it aside. */
const BLOCK_SCALAR = /(?:^|[\s:])[|>][-+0-9]{0,2}(?:\s+#.*)?$/;
const BARE_KEY = /:\s*(?:#.*)?$/;
const LIST_ITEM = /^\s*-(?:\s|$)/;
const ENTRY = /^\s*(?:-\s|[^\s"']+:(?:\s|$))/;
const TEMPLATE_ACTION = /^\s*\{\{/;

/**
 * The last line (index) of what begins on a line, as far as the text alone shows it. For a comment on the line itself
 * that is the value: the body of a block scalar, or a scalar on the next line. For a comment `above` it is the node
 * with everything below it that is indented deeper. In a Dockerfile it is the instruction with the lines it continues
 * on. A syntax tree would know better, but there is none for a file that does not parse.
 */
export function statementEnd(
  lines: readonly string[],
  index: number,
  continuation: string,
  above: boolean,
): number {
  const line = lines[index] ?? '';
  if (line.trimEnd().endsWith(continuation)) return continuationEnd(lines, index, continuation);
  const wholeNode = above && !TEMPLATE_ACTION.test(line);
  if (wholeNode || BLOCK_SCALAR.test(line)) return indentedEnd(lines, index);
  const next = lines[index + 1];
  const valueBelow =
    next !== undefined && BARE_KEY.test(line) && indentOf(next) > indentOf(line) && !ENTRY.test(next);
  return valueBelow ? index + 1 : index;
}

/** Comment lines and blank lines stand inside a continued instruction without ending it. */
function continuationEnd(lines: readonly string[], index: number, continuation: string): number {
  let end = index;
  for (; end < lines.length - 1; end++) {
    const line = (lines[end] ?? '').trim();
    if (!line.endsWith(continuation) && line !== '' && !line.startsWith('#')) break;
  }
  return end;
}

/** The last line before one that is not indented deeper. A list may stand at the indentation of its key (8.2.1). */
function indentedEnd(lines: readonly string[], index: number): number {
  const line = lines[index] ?? '';
  const indent = indentOf(line);
  const holdsList = BARE_KEY.test(line) && !LIST_ITEM.test(line);
  let end = index;
  for (let at = index + 1; at < lines.length; at++) {
    const next = lines[at] ?? '';
    const text = next.trim();
    if (text === '' || text.startsWith('#')) continue;
    const inside =
      indentOf(next) > indent || (holdsList && indentOf(next) === indent && LIST_ITEM.test(next));
    if (!inside) break;
    end = at;
  }
  return end;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
