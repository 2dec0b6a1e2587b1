import type { ImageUse } from '../sources/image-use.ts';
import { positionAt, type SourceText, type Span } from '../text/index.ts';

/** What is known of the texts around a variable. */
export interface Surroundings {
  readonly textOf: (file: string) => SourceText | undefined;
  /** The files that are read together with a file, itself not among them. */
  readonly together: (file: string) => Iterable<string>;
}

/**
 * What reads a variable beside the images that are made of it, as the end of a sentence: `the command at Dockerfile:7`.
 * Variables are followed by their names, in the files that the images are read from; a name that an image does not say
 * itself, because another variable stands between, is not looked for.
 */
export function otherReaderOf(
  { file, span }: { readonly file: string; readonly span: Span },
  uses: readonly ImageUse[],
  { textOf, together }: Surroundings,
): string | undefined {
  if (uses.every((use) => use.source === 'helm' || holds(use, file, span))) return undefined;
  const source = textOf(file);
  const name = source && variableAt(source, span);
  if (name === undefined || !uses.some(({ raw }) => says(raw, name))) return undefined;
  const files = new Set([file, ...uses.map((use) => use.file)]);
  for (const use of uses) for (const other of together(use.file)) files.add(other);
  const pattern = reading(name);
  for (const each of files) {
    const text = textOf(each);
    if (text === undefined) continue;
    for (const { index } of text.text.matchAll(pattern)) {
      const line = lineAt(text.text, index);
      if (/^\s*(?:#(?!\s*syntax)|\/\/|--)/.test(line.text)) continue;
      if (uses.some((use) => use.file === each && use.span.start <= index && index < use.span.end)) continue;
      const assigned =
        /^\W*(?:(?:ARG|ENV|LET|SET|export|param|var|default)\s+)*["']?([\w.-]+)["']?\s*[:=]/.exec(
          line.text,
        )?.[1];
      if (assigned !== undefined && uses.some(({ raw }) => says(raw, assigned))) continue;
      const { line: number } = positionAt(text, index);
      return `what stands at ${each}:${number}`;
    }
  }
  return undefined;
}

function holds({ file: own, span: use }: ImageUse, file: string, span: Span): boolean {
  return own === file && use.start <= span.start && span.end <= use.end;
}

function says(raw: string, name: string): boolean {
  return new RegExp(`(?<![\\w-])${escaped(name)}(?![\\w-])`).test(raw);
}

/** How formats read a variable: `$A`, `${A`, `$(A)`, `{{ A`, `<< A`, `var.A`, `parameters('A')`; `A` alone in Bicep is left to `${`. */
function reading(name: string): RegExp {
  const word = `${escaped(name)}(?![\\w-])`;
  return new RegExp(
    `(?:\\$\\{?\\{?\\[?\\(?\\[?\\s*|\\{\\{[-\\s]*|<<\\s*)(?:[\\w-]+\\.)*${word}|\\b(?:var|local|variables|parameters|inputs|vars|env|params|args|each|pipeline)\\.${word}|(?:variables|parameters)(?:\\(|\\[)'${word}'`,
    'g',
  );
}

/** The name of the variable that a text is the value of, as the line says it or the lines above it. */
function variableAt(source: SourceText, { start }: Span): string | undefined {
  const { text } = source;
  const line = lineAt(text, start);
  const before = line.text.slice(0, start - line.start);
  const declared = /\b(?:param|var|def|LET|ARG|ENV)\s+(?:--\w+\s+)*([A-Za-z_]\w*)\b[^=]*=\s*\S*$/.exec(
    before,
  )?.[1];
  if (declared !== undefined) return declared;
  const key = /([A-Za-z_][\w.-]*)["']?\s*(?::?=|:)\s*[^=:]*$/.exec(before)?.[1];
  if (key === undefined || !/^(?:default|value|defaultValue)$/i.test(key)) return key;
  const above = text.slice(Math.max(0, line.start - 600), start);
  const named = [
    ...above.matchAll(
      /\bvariable\s+"([^"]+)"|\bname:\s*["']?([\w.-]+)|^\s*["']?([\w.-]+)["']?:\s*(?:\{.*)?$/gm,
    ),
  ].at(-1);
  return named?.[1] ?? named?.[2] ?? named?.[3];
}

function lineAt(text: string, index: number): { readonly start: number; readonly text: string } {
  const start = text.lastIndexOf('\n', index - 1) + 1;
  const end = text.indexOf('\n', index);
  return { start, text: text.slice(start, end === -1 ? text.length : end) };
}

function escaped(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|-]/g, '\\$&');
}
