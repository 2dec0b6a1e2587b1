import type { Dockerfile } from '../../formats/dockerfile/index.ts';
import type { UnresolvedReason } from '../image-use.ts';

/**
 * How places are marked that a generator fills in before there is a Dockerfile. None of the marks can stand in an image
 * reference.
 */
const brackets: readonly (readonly [open: string, close: string])[] = [
  ['{{', '}}'],
  ['{%', '%}'],
  ['<%', '%>'],
  ['[[', ']]'],
  ['((', '))'],
  ['#{', '}'],
  ['${templateOption:', '}'],
];

/** Each is anchored by its first characters and stops at the next mark, so that it is linear in the text. */
const names: readonly RegExp[] = [
  /%%?[A-Za-z_][\w.-]*%%?/,
  /@@?[A-Za-z_][\w.-]*@@?/,
  /<[A-Za-z_][^<>]*>/,
  /__[A-Za-z][A-Za-z0-9]*(?:[_.-][A-Za-z0-9]+)*__/,
];

/** Why the text is no reference yet; undefined where no generator has to fill anything in. */
export function templateMark(text: string): UnresolvedReason | undefined {
  if (!/[{<%@[(_]/.test(text)) return undefined;
  const mark = bracketed(text) ?? named(text);
  if (mark === undefined) return undefined;
  return { code: 'template', reason: `${mark} is filled in before this is a Dockerfile` };
}

function bracketed(text: string): string | undefined {
  for (const [open, close] of brackets) {
    const start = text.indexOf(open);
    const end = start === -1 ? -1 : text.indexOf(close, start + open.length);
    if (end !== -1) return text.slice(start, end + close.length);
  }
  return undefined;
}

function named(text: string): string | undefined {
  for (const name of names) {
    const match = name.exec(text);
    if (match !== null) return match[0];
  }
  return undefined;
}

/** Whether lines begin with what only a template holds (`{{ if … }}`, `{% … %}`), so that they are no instructions. */
export function isTemplate({ instructions }: Dockerfile): boolean {
  return instructions.some(({ keyword }) => isTemplateLine(keyword.text));
}

function isTemplateLine(keyword: string): boolean {
  return /^(?:\{\{|\{%|<%|%%|@@?[A-Za-z]|\[\[|__)/.test(keyword);
}
