import { readDirective } from './directives.ts';
import { jsonStringMember } from './json-member.ts';
import { lineReader, nextLine } from './physical-lines.ts';
import type { Word } from './types.ts';
import { subWord } from './word.ts';

export interface SyntaxDirective {
  /** The image of the frontend that reads the file, without the options that may follow it. */
  readonly image: Word;
  /** With `//` or JSON the rest of the file is of that frontend's own language. */
  readonly form: 'comment' | 'slashes' | 'json';
}

/**
 * The frontend image that a file asks for, as BuildKit detects it before it parses anything (`directives.go`,
 * `DetectSyntax`): `# syntax=`, else `// syntax=`, else the member `syntax` of a JSON document; after a `#!` line, if
 * there is one. Unlike other directives it must begin at the first column, and it may stand below a `#!` line.
 */
export function detectSyntax(text: string): SyntaxDirective | undefined {
  const start = afterShebang(text);
  for (const mark of ['#', '//'] as const) {
    const image = markedSyntax(text, start, mark);
    if (image !== undefined) return { image, form: mark === '#' ? 'comment' : 'slashes' };
  }
  const image = jsonStringMember(text, start, 'syntax');
  return image === undefined ? undefined : { image, form: 'json' };
}

function afterShebang(text: string): number {
  if (!text.startsWith('#!')) return 0;
  const newline = text.indexOf('\n');
  return newline === -1 ? text.length : newline + 1;
}

function markedSyntax(text: string, start: number, mark: '#' | '//'): Word | undefined {
  const reader = lineReader(text);
  reader.offset = start;
  const seen = new Set<string>();
  for (let line = nextLine(reader); line !== undefined; line = nextLine(reader)) {
    const directive = readDirective(text, line, line.start, mark);
    if (directive === undefined || seen.has(directive.name)) return undefined;
    seen.add(directive.name);
    if (directive.name !== 'syntax') continue;
    const space = directive.value.text.indexOf(' ');
    return space === -1 ? directive.value : subWord(directive.value, 0, space);
  }
  return undefined;
}
