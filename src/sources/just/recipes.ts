import { append } from '../../append.ts';
import { type Fragment, literalFragment } from '../../text/index.ts';
import type { Script } from '../commands/index.ts';
import { type JustScope, valuesOf } from './expressions.ts';
import type { Recipe } from './parse.ts';

/** A recipe as a shell is given it: what stands in `{{ … }}` is filled in. */
export function scriptOf({ name, lines, defaults }: Recipe, scope: JustScope): Script {
  const inner = { ...scope, parameters: defaults };
  const fragments: Fragment[] = [];
  for (const { text, span } of lines) {
    let at = 0;
    const literal = (end: number): void => {
      if (at < end)
        fragments.push(
          literalFragment(text.slice(at, end), scope.file, { start: span.start + at, end: span.start + end }),
        );
    };
    for (let open = text.indexOf('{{'); open !== -1; open = text.indexOf('{{', at)) {
      const close = text.indexOf('}}', open);
      if (close === -1) break;
      literal(open);
      at = close + 2;
      // Four braces are two that stay.
      if (text.startsWith('{{{{', open)) continue;
      const use = { file: scope.file, span: { start: span.start + open, end: span.start + at } };
      const expression = { text: text.slice(open + 2, close).trim(), span: use.span };
      const [value] = valuesOf({ text: expression.text }, inner);
      append(
        fragments,
        (value?.fragments ?? []).map((fragment) => ({ ...fragment, use })),
      );
    }
    literal(text.length);
  }
  return { fragments, file: scope.file, path: name };
}
