/**
 * One change to a text, as plain data: a case is a text with a list of them, so that it can be told, made again and cut down
 * to those that matter. `at` and `to` are any numbers: what they are divided by is the text's length or its number of lines.
 */
export interface Change {
  readonly kind: (typeof changeKinds)[number];
  readonly at: number;
  readonly to: number;
  /** Characters, lines or columns that are changed; at most some tens. */
  readonly length: number;
  readonly token: string;
  /** How often a repetition stands in the text. */
  readonly times: number;
}

export const changeKinds = [
  'drop',
  'repeat',
  'insert',
  'replace',
  'wrap',
  'move',
  'cut',
  'byte',
  'flood',
  'nest',
  'drop-lines',
  'repeat-lines',
  'swap-lines',
  'move-lines',
  'indent',
  'dedent',
  'stairs',
  'line-ends',
] as const;

/** What one character of a damaged file becomes. */
const bytes = [
  '\0',
  '\ufffd',
  '\u0085',
  '\u2028',
  '\u00e9',
  '\ud83d\ude00',
  '\ud83d',
  '\ufeff',
  '\r',
  '\t',
  '\x7f',
];

export function applyChanges(text: string, changes: readonly Change[]): string {
  return changes.reduce(applyChange, text);
}

function applyChange(text: string, change: Change): string {
  const { kind, token, times } = change;
  const start = text.length === 0 ? 0 : change.at % text.length;
  const end = Math.min(start + change.length, text.length);
  const [before, middle, after] = [text.slice(0, start), text.slice(start, end), text.slice(end)];
  switch (kind) {
    case 'drop':
      return before + after;
    case 'repeat':
      return before + middle.repeat(2) + after;
    case 'insert':
      return before + token + middle + after;
    case 'replace':
      return before + token + after;
    case 'wrap':
      return before + token + middle + token + after;
    case 'move': {
      const rest = before + after;
      const to = rest.length === 0 ? 0 : change.to % rest.length;
      return rest.slice(0, to) + middle + rest.slice(to);
    }
    case 'cut':
      return before;
    case 'byte':
      return before + (bytes[change.to % bytes.length] as string) + text.slice(start + 1);
    case 'flood':
      return before + token.repeat(times) + middle + after;
    case 'nest':
      return before + token.repeat(times) + middle + (closing.get(token) ?? token).repeat(times) + after;
    default:
      return changeLines(text.split('\n'), change).join('\n');
  }
}

const closing: ReadonlyMap<string, string> = new Map([
  ['{', '}'],
  ['[', ']'],
  ['(', ')'],
  ['${', '}'],
  ['{{', '}}'],
]);

function changeLines(lines: readonly string[], { kind, at, to, length, times }: Change): readonly string[] {
  const start = at % lines.length;
  const end = Math.min(start + (length % 8) + 1, lines.length);
  const [before, middle, after] = [lines.slice(0, start), lines.slice(start, end), lines.slice(end)];
  const with_ = (changed: readonly string[]) => [...before, ...changed, ...after];
  switch (kind) {
    case 'drop-lines':
      return with_([]);
    case 'repeat-lines':
      return with_(Array.from({ length: times }, () => middle).flat());
    case 'swap-lines':
      return with_(middle.toReversed());
    case 'move-lines': {
      const rest = [...before, ...after];
      const place = to % (rest.length + 1);
      return [...rest.slice(0, place), ...middle, ...rest.slice(place)];
    }
    case 'indent':
      return with_(middle.map((line) => ' '.repeat((to % 4) + 1) + line));
    case 'dedent':
      return with_(middle.map((line) => line.replace(/^ {1,2}/, '')));
    case 'stairs':
      return with_(
        Array.from({ length: times % 200 }, (_, depth) =>
          middle.map((line) => ' '.repeat(depth) + line.trimStart()),
        ).flat(),
      );
    default:
      return lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : `${line}\r`));
  }
}
