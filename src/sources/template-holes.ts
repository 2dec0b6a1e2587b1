import { type Fragment, literalFragment, type SourceText } from '../text/index.ts';

/** `{{ … }}` and `{% … %}`, `<%= … %>`, and the `$${` by which Terraform writes `${`. */
const OPENING = /\{\{|\{%|<%|\$\$(?=\{)/g;

const closings: ReadonlyMap<string, string> = new Map([
  ['{{', '}}'],
  ['{%', '%}'],
  ['<%', '%>'],
]);

/** A text as pieces: with `template`, what something fills in before it is read is a hole. */
export function holesOfTemplates({ text, path }: SourceText, template: boolean): readonly Fragment[] {
  if (!template) return [literalFragment(text, path, { start: 0, end: text.length })];
  const fragments: Fragment[] = [];
  // A closing that is not found once is not looked for again.
  const missing = new Set<string>();
  let at = 0;
  const literal = (end: number): void => {
    if (at < end) fragments.push(literalFragment(text.slice(at, end), path, { start: at, end }));
  };
  for (const { 0: opening, index } of text.matchAll(OPENING)) {
    if (index < at || missing.has(opening)) continue;
    const closing = closings.get(opening);
    const end = closing === undefined ? index + 1 : text.indexOf(closing, index);
    if (end === -1) {
      missing.add(opening);
      continue;
    }
    literal(index);
    // Of two dollars the second is the one that stays.
    at = end + (closing?.length ?? 0);
    if (closing === undefined || opening === '{%') continue;
    const use = { file: path, span: { start: index, end: at } };
    const unknown = { code: 'template', reason: 'a template action stands in it' } as const;
    fragments.push({ kind: 'hole', unknown, use });
  }
  literal(text.length);
  return fragments;
}
