import { type TemplateAction, templateActions } from './template-actions.ts';

/** Stands for each character of a template action inside a scalar. Of the private use area: no YAML file has it. */
export const TEMPLATE_FILLER = '\ue000';

/** The indentation below the last line. */
const END = -1;

const END_OF_LINE = Number.POSITIVE_INFINITY;

interface Line {
  readonly start: number;
  readonly end: number;
  /** Spaces before its first other character. */
  readonly indent: number;
  /** The parts of actions on it, in order. */
  readonly actions: readonly TemplateAction[];
  /** `bare`: nothing but blanks and actions. */
  readonly kind: 'blank' | 'bare' | 'text';
}

interface Block {
  /** Column of the collection the block scalar stands in: text at or left of it ends the scalar. */
  readonly parent: number;
  /** Column at which its text begins. */
  readonly indent: number;
}

/**
 * The text of a Go template with its actions masked, of the same length, so that what remains can be read as YAML and
 * every offset stays true. Line breaks are kept. A line of nothing but actions becomes blank, and so does an action that
 * prints nothing at the end of a line; any other action becomes `TEMPLATE_FILLER`s, as does every action inside a block
 * scalar (there a blank line or one too far left would change or end the scalar).
 */
export function maskTemplates(text: string): string {
  const actions = templateActions(text);
  if (actions.length === 0) return text;
  const lines = linesOf(text, actions);
  let masked = '';
  let block: Block | undefined;
  const below = indentsBelow(lines);
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    if (line === undefined) continue;
    const indentBelow = below[index] ?? END;
    if (block !== undefined && line.kind === 'text' && line.indent <= block.parent) block = undefined;
    const closes = block !== undefined && closesBlock(line, block, indentBelow);
    const content = closes ? comment(line) : maskLine(text, line, block, indentBelow);
    if (closes) block = undefined;
    masked += content + text.slice(line.end, lines[index + 1]?.start ?? text.length);
    if (block === undefined && line.kind === 'text')
      block = blockAfter(content, line, lines[index + 1], indentBelow);
  }
  return masked;
}

function linesOf(text: string, actions: readonly TemplateAction[]): readonly Line[] {
  const lines: Line[] = [];
  let next = 0;
  for (let start = 0; start < text.length; ) {
    const lineFeed = text.indexOf('\n', start);
    const stop = lineFeed === -1 ? text.length : lineFeed;
    const end = stop > start && lineFeed !== -1 && text[stop - 1] === '\r' ? stop - 1 : stop;
    const parts: TemplateAction[] = [];
    for (let i = next; i < actions.length; i++) {
      const action = actions[i];
      if (action === undefined || action.start >= end) break;
      parts.push({ ...action, start: Math.max(action.start, start), end: Math.min(action.end, end) });
      if (action.end > stop) break;
      next = i + 1;
    }
    lines.push(toLine(text, start, end, parts));
    start = stop + 1;
  }
  return lines;
}

function toLine(text: string, start: number, end: number, actions: readonly TemplateAction[]): Line {
  let indent = 0;
  while (start + indent < end && text[start + indent] === ' ') indent++;
  if (actions.length === 0) {
    return { start, end, indent, actions, kind: text.slice(start, end).trim() === '' ? 'blank' : 'text' };
  }
  let at = start;
  let isText = false;
  for (const action of actions) {
    isText ||= text.slice(at, action.start).trim() !== '';
    at = action.end;
  }
  isText ||= text.slice(at, end).trim() !== '';
  return { start, end, indent, actions, kind: isText ? 'text' : 'bare' };
}

/** For each line the indentation of the next line with text. */
function indentsBelow(lines: readonly Line[]): readonly number[] {
  const indents: number[] = new Array(lines.length).fill(END);
  for (let index = lines.length - 2; index >= 0; index--) {
    const next = lines[index + 1];
    indents[index] = next?.kind === 'text' ? next.indent : (indents[index + 1] ?? END);
  }
  return indents;
}

/** A line that prints nothing, after the last text of a block scalar: blank it could count as text of the scalar. */
function closesBlock(line: Line, block: Block, indentBelow: number): boolean {
  if (line.kind !== 'bare' || line.indent >= block.indent || indentBelow > block.parent) return false;
  return line.end - line.start > line.indent && line.actions.every(({ control }) => control);
}

function comment({ start, end, indent }: Line): string {
  return `${' '.repeat(indent)}#`.padEnd(end - start, TEMPLATE_FILLER);
}

function maskLine(text: string, line: Line, block: Block | undefined, indentBelow: number): string {
  const { start, end, indent, actions, kind } = line;
  if (actions.length === 0) return text.slice(start, end);
  if (kind === 'bare') {
    if (block === undefined) return ' '.repeat(end - start);
    return fill(start, start, end, Math.max(indent, block.indent));
  }
  const tail = blankTail(text, line, block === undefined && hasLinesBelow(text, line, indentBelow));
  let masked = '';
  let at = start;
  for (const action of actions) {
    const spaces =
      action.start >= tail ? END_OF_LINE : Math.max(block?.indent ?? 0, action.start === start ? indent : 0);
    masked += text.slice(at, action.start) + fill(start, action.start, action.end, spaces);
    at = action.end;
  }
  return masked + text.slice(at, end);
}

/** Where the actions at a line's end begin that become blank: those that print nothing, or all of them. */
function blankTail(text: string, line: Line, all: boolean): number {
  let tail = line.end;
  for (const action of line.actions.toReversed()) {
    if (!(action.control || all) || text.slice(action.end, tail).trim() !== '') break;
    tail = action.start;
  }
  return tail;
}

/** `key: {{ … }}` or `- {{ … }}` with more of the value on the lines below: the action prints lines, as `nindent` does. */
function hasLinesBelow(text: string, line: Line, indentBelow: number): boolean {
  const first = line.actions[0];
  const last = line.actions.at(-1);
  if (first === undefined || last === undefined || !text.startsWith('}}', last.end - 2)) return false;
  const before = text.slice(line.start, first.start);
  if (!/[:-]\s+$/.test(before) || blankTail(text, line, true) !== first.start) return false;
  return indentBelow > parentColumn(before, line.indent);
}

/** Spaces up to column `spaces` of the line, fillers from there on. */
function fill(lineStart: number, start: number, end: number, spaces: number): string {
  const blanks = Math.max(0, Math.min(end - start, lineStart + spaces - start));
  return ' '.repeat(blanks) + TEMPLATE_FILLER.repeat(end - start - blanks);
}

const BLOCK_HEADER = /(?<=^|\s)[|>][-+1-9]{0,2}(?:[ \t]+#.*|[ \t]*)$/;

/** What may stand before the header: nothing, the indicator of an entry, a tag or an anchor. */
const BEFORE_HEADER = /(?:^|[:-]|(?:^|\s)[!&]\S*)$/;

/** The block scalar that a line opens with its last token. */
function blockAfter(
  content: string,
  line: Line,
  next: Line | undefined,
  indentBelow: number,
): Block | undefined {
  if (!content.includes('|') && !content.includes('>')) return undefined;
  const header = BLOCK_HEADER.exec(content);
  if (header === null || !BEFORE_HEADER.test(content.slice(0, header.index).trimEnd())) return undefined;
  const parent = parentColumn(content.slice(0, header.index), line.indent);
  if (indentBelow > parent) return { parent, indent: indentBelow };
  return { parent, indent: Math.max(parent + 1, next?.kind === 'bare' ? next.indent : 0) };
}

/** The column of the key or of the last `-` to which a value belongs that begins after `before`. */
function parentColumn(before: string, indent: number): number {
  let column = indent;
  for (;;) {
    const item = /^-\s+/.exec(before.slice(column));
    if (item === null || column + item[0].length === before.length) return column;
    column += item[0].length;
  }
}
