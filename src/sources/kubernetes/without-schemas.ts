const KEY = 'openAPIV3Schema:';

const DEFINITION = /^kind:[ \t]*(["']?)CustomResourceDefinition\1[ \t\r]*(?:#.*)?$/m;

/** An anchor may be meant by an alias anywhere in the document. */
const ANCHOR = /[:-][ \t]+&/;

/**
 * A stream with blanks in place of the schemas of its CustomResourceDefinitions, every other text where it was. Nothing is read in them
 * (`openAPIV3Schema` is left out of what is looked for), and they are more than half of the text that charts render.
 */
export function withoutSchemas(text: string): string {
  const parts: string[] = [];
  let kept = 0;
  let document = documentAt(text, 0);
  for (let at = text.indexOf(KEY); at !== -1; at = text.indexOf(KEY, at + KEY.length)) {
    if (at > document.end) document = documentAt(text, at);
    const indent = at < kept || !document.isDefinition ? undefined : indentOf(text, at);
    if (indent === undefined) continue;
    const start = at + KEY.length;
    const end = endOfBlock(text, start, indent);
    if (ANCHOR.test(text.slice(start, end))) continue;
    parts.push(text.slice(kept, start), ' '.repeat(end - start));
    kept = end;
  }
  if (parts.length === 0) return text;
  parts.push(text.slice(kept));
  return parts.join('');
}

interface Document {
  readonly end: number;
  readonly isDefinition: boolean;
}

function documentAt(text: string, at: number): Document {
  const start = text.lastIndexOf('\n---', at) + 1;
  const next = text.indexOf('\n---', at);
  const end = next === -1 ? text.length : next;
  return { end, isDefinition: DEFINITION.test(text.slice(start, end)) };
}

/** The indentation of a key that has its line to itself, so that a mapping is below it, if anything; undefined for any other. */
function indentOf(text: string, at: number): number | undefined {
  LINE_END.lastIndex = at + KEY.length;
  if (!LINE_END.test(text)) return undefined;
  let start = at;
  while (text[start - 1] === ' ') start--;
  return start === 0 || text[start - 1] === '\n' ? at - start : undefined;
}

const LINE_END = /[ \t\r]*\n/y;

/** The line break before the first line that is no deeper than `indent`; blank lines and comments are of any depth. */
function endOfBlock(text: string, start: number, indent: number): number {
  const deeper = ' '.repeat(indent + 1);
  for (let end = text.indexOf('\n', start); end !== -1; end = text.indexOf('\n', end + 1)) {
    if (text.startsWith(deeper, end + 1)) continue;
    NOTHING.lastIndex = end + 1;
    if (!NOTHING.test(text)) return end;
  }
  return text.length;
}

/** A line that is no content. */
const NOTHING = /[ \t\r]*(?:\n|#|$)/y;
