import { decoded } from './entities.ts';
import type { XmlElement, XmlText } from './types.ts';

interface Open {
  readonly name: string;
  readonly children: XmlElement[];
  readonly texts: XmlText[];
}

/** Deeper than anything that is written by hand; what is deeper is passed over. */
const DEEPEST = 200;

/** The elements at the top of a text: one, where it is XML as it should be. */
export function parseXml(text: string): readonly XmlElement[] {
  const top: Open = { name: '', children: [], texts: [] };
  const open: Open[] = [top];
  const close = (): void => {
    const last = open.pop();
    if (last !== undefined) open.at(-1)?.children.push(elementOf(last));
  };
  let at = 0;
  while (at < text.length) {
    const mark = text.indexOf('<', at);
    const stop = mark === -1 ? text.length : mark;
    if (stop > at) open.at(-1)?.texts.push(decoded(text, at, stop));
    if (mark === -1) break;
    const special = specials.find(({ start }) => text.startsWith(start, mark));
    if (special !== undefined) {
      const from = mark + special.start.length;
      const end = text.indexOf(special.end, from);
      const to = end === -1 ? text.length : end;
      if (special.start === CDATA)
        open
          .at(-1)
          ?.texts.push({ value: text.slice(from, to), span: { start: from, end: to }, verbatim: true });
      at = Math.min(text.length, to + special.end.length);
      continue;
    }
    const end = endOfTag(text, mark + 1);
    const name = nameAt(text, text[mark + 1] === '/' ? mark + 2 : mark + 1);
    at = Math.min(text.length, end + 1);
    if (name === '') continue;
    if (text[mark + 1] !== '/') {
      open.push({ name, children: [], texts: [] });
      if (text[end - 1] === '/' || open.length > DEEPEST) close();
      continue;
    }
    if (!open.slice(1).some((each) => each.name === name)) continue;
    while (open.at(-1)?.name !== name) close();
    close();
  }
  while (open.length > 1) close();
  return top.children;
}

const CDATA = '<![CDATA[';

const specials: readonly { readonly start: string; readonly end: string }[] = [
  { start: '<!--', end: '-->' },
  { start: CDATA, end: ']]>' },
  { start: '<?', end: '?>' },
  { start: '<!', end: '>' },
];

const NAME = /[\p{L}_:][\p{L}\p{N}_:.-]*/uy;

function nameAt(text: string, at: number): string {
  NAME.lastIndex = at;
  return NAME.exec(text)?.[0] ?? '';
}

/** The offset of the `>` that ends a tag; one in a quoted value does not. */
function endOfTag(text: string, from: number): number {
  let quote = '';
  for (let at = from; at < text.length; at++) {
    const character = text[at] ?? '';
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return at;
    // A tag that is not closed before the next: the text goes on.
    else if (character === '<') return at - 1;
  }
  return text.length;
}

function elementOf({ name, children, texts }: Open): XmlElement {
  return { name, children, text: joined(texts) };
}

/** A comment may stand in a text; then it is in several pieces. */
function joined(texts: readonly XmlText[]): XmlText {
  const full = texts.flatMap((text) => trimmed(text));
  const [first] = full;
  const last = full.at(-1);
  if (first === undefined || last === undefined) {
    const { start } = texts[0]?.span ?? { start: 0 };
    return { value: '', span: { start, end: start }, verbatim: true };
  }
  if (full.length === 1) return first;
  const value = full.map((text) => text.value).join('');
  return { value, span: { start: first.span.start, end: last.span.end }, verbatim: false };
}

function trimmed({ value, span, verbatim }: XmlText): readonly XmlText[] {
  const text = value.trim();
  if (text === '') return [];
  const before = value.length - value.trimStart().length;
  const after = value.length - value.trimEnd().length;
  return [{ value: text, span: { start: span.start + before, end: span.end - after }, verbatim }];
}
