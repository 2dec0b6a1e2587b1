import type { Dockerfile } from '../../formats/dockerfile/index.ts';
import type { UnresolvedReason } from '../image-use.ts';

/**
 * Places that a generator fills in before there is a Dockerfile. None of them can stand in an image reference, and none
 * spans lines.
 */
const marks: readonly RegExp[] = [
  /\$\{templateOption:[^\n}]*\}/,
  /\{\{[^\n]*?\}\}/,
  /\{%[^\n]*?%\}/,
  /<%[^\n]*?%>/,
  /%%[A-Za-z_][\w.-]*%%/,
  /%[A-Za-z_][\w.-]*%/,
  /@[A-Za-z_][\w.-]*@/,
  /@@[A-Za-z_][\w.-]*@@/,
  /<[A-Za-z_][^<>\n]*>/,
  /\[\[[^\n]*?\]\]/,
  /\(\([^\n]*?\)\)/,
  /#\{[^\n}]*\}#?/,
  /__[A-Za-z][A-Za-z0-9]*(?:[_.-][A-Za-z0-9]+)*__/,
];

/** Why the text is no reference yet; undefined where no generator has to fill anything in. */
export function templateMark(text: string): UnresolvedReason | undefined {
  if (!/[{<%@[(_]/.test(text)) return undefined;
  for (const mark of marks) {
    const match = mark.exec(text);
    if (match !== null) {
      return { code: 'template', reason: `${match[0]} is filled in before this is a Dockerfile` };
    }
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
