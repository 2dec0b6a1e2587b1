import type { TemplatePart, TextRun } from '../types.ts';
import { fail, type Parser } from './state.ts';
import type { Atom } from './template-atoms.ts';

interface Open {
  readonly opener: Atom & { readonly kind: 'if' | 'for' };
  readonly body: TemplatePart[];
  otherwise: TemplatePart[] | undefined;
}

/** Matches directives with their ends, and joins literal text that stands side by side. */
export function nestAtoms(parser: Parser, atoms: readonly Atom[]): readonly TemplatePart[] | undefined {
  const root: TemplatePart[] = [];
  const stack: Open[] = [];
  for (const atom of atoms) {
    const open = stack.at(-1);
    const parts = open === undefined ? root : (open.otherwise ?? open.body);
    switch (atom.kind) {
      case 'text':
        addText(parts, atom.runs);
        break;
      case 'interpolation':
        parts.push(atom);
        break;
      case 'if':
      case 'for':
        if (stack.length >= 100)
          return fail(parser, 'too-deep', 'directives are nested too deeply to be read', atom.span);
        stack.push({ opener: atom, body: [], otherwise: undefined });
        break;
      case 'else':
        if (open?.opener.kind !== 'if' || open.otherwise !== undefined)
          return fail(parser, 'invalid-directive', 'else stands without its if', atom.span);
        open.otherwise = [];
        break;
      default: {
        if (open === undefined || atom.kind !== `end${open.opener.kind}`)
          return fail(parser, 'invalid-directive', `${atom.kind} ends nothing here`, atom.span);
        stack.pop();
        const outer = stack.at(-1);
        (outer === undefined ? root : (outer.otherwise ?? outer.body)).push(closed(open, atom.span.end));
      }
    }
  }
  const open = stack.at(-1);
  if (open === undefined) return root;
  return fail(
    parser,
    'invalid-directive',
    `end${open.opener.kind} is missing for this directive`,
    open.opener.span,
  );
}

function closed({ opener, body, otherwise }: Open, end: number): TemplatePart {
  const span = { start: opener.span.start, end };
  if (opener.kind === 'if')
    return { kind: 'if', span, condition: opener.condition, body, otherwise: otherwise ?? [] };
  const { key, value, collection } = opener;
  return { kind: 'for', span, key, value, collection, body };
}

/** Literal text that stands side by side is one part, which grows in place: there may be very many pieces. */
type GrowingText = { kind: 'text'; value: string; readonly runs: TextRun[] };

function addText(parts: TemplatePart[], runs: readonly TextRun[]): void {
  const last = parts.at(-1);
  const text: GrowingText =
    last?.kind === 'text' ? (last as GrowingText) : { kind: 'text', value: '', runs: [] };
  if (text !== last && runs.length > 0) parts.push(text);
  for (const run of runs) {
    text.value += run.value;
    const before = text.runs.at(-1);
    if (before !== undefined && isVerbatim(before) && isVerbatim(run) && before.span.end === run.span.start) {
      text.runs.pop();
      text.runs.push({
        value: before.value + run.value,
        span: { start: before.span.start, end: run.span.end },
      });
    } else text.runs.push(run);
  }
}

function isVerbatim({ value, span }: TextRun): boolean {
  return span.end - span.start === value.length;
}
