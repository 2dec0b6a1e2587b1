import { literalOf, parseShell, type ShellCommand, type ShellPart } from '../../formats/shell/index.ts';
import type { Span } from '../../text/index.ts';
import type { Mentioned } from './call.ts';

const MANIFEST = /^[ \t]*(?:apiVersion|\w*[cC]ontainers)[ \t]*:/m;

const IMAGE = /^([ \t-]*image[ \t]*:[ \t]+["']?)([^\s"'#{}]+)/gm;

/** The images in a manifest that a script writes in a here-document, `kubectl apply -f - <<EOF`: the lines that say `image:`. */
export function manifestImages(
  text: string,
  { words }: ShellCommand,
  { start, end }: Span,
): readonly Mentioned[] {
  const body = text.slice(start, end);
  if (!MANIFEST.test(body)) return [];
  const [first] = words;
  const command = `${(first === undefined ? undefined : literalOf(text, first)) ?? 'script'} <<`;
  return [...body.matchAll(IMAGE)].map((match): Mentioned => {
    const from = start + match.index + (match[1] ?? '').length;
    return { word: wordAt(text, from, from + (match[2] ?? '').length), purpose: 'pull', command };
  });
}

/** Variables in a here-document are the shell's too. */
function wordAt(text: string, start: number, end: number): Mentioned['word'] {
  const [step] = parseShell(text.slice(start, end));
  const [word] = step?.kind === 'command' ? step.words : [];
  if (word === undefined) return { start, end, parts: [{ kind: 'text', start, end }] };
  return { start, end, parts: word.parts.map((part) => moved(part, start)) };
}

function moved(part: ShellPart, by: number): ShellPart {
  const { start, end } = part;
  const at = { ...part, start: start + by, end: end + by };
  if (at.kind !== 'variable' || at.fallback === undefined) return at;
  return { ...at, fallback: at.fallback.map((inner) => moved(inner, by)) };
}
