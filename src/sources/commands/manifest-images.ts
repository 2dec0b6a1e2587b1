import { literalOf, parseShell, type ShellCommand, type ShellPart } from '../../formats/shell/index.ts';
import type { Span } from '../../text/index.ts';
import { isUnmistakable } from '../reference-grade.ts';
import type { Mentioned } from './call.ts';

const MANIFEST = /^[ \t]*(?:apiVersion|\w*[cC]ontainers)[ \t]*:/m;

const IMAGE = /^([ \t-]*["']?image["']?[ \t]*:[ \t]+["']?)([^\s"'#{},]+)/gm;

const FROM = /^(FROM[ \t]+(?:--platform=\S+[ \t]+)?)([^\s#]+)(?:[ \t]+[Aa][Ss][ \t]+(\S+))?[ \t]*$/gm;

/** A Dockerfile begins so, and no statement of SQL. */
const DOCKERFILE = /^\s*(?:#[^\n]*\n\s*)*(?:FROM|ARG)[ \t]/;

/**
 * The images in what a script writes in a here-document: the lines of a manifest that say `image:` (`kubectl apply -f - <<EOF`),
 * those of another text where that can be nothing else, and the bases of a Dockerfile.
 */
export function manifestImages(
  text: string,
  { words }: ShellCommand,
  { start, end }: Span,
): readonly Mentioned[] {
  const body = text.slice(start, end);
  const [first] = words;
  const command = `${(first === undefined ? undefined : literalOf(text, first)) ?? 'script'} <<`;
  const at = (match: RegExpMatchArray, purpose: Mentioned['purpose']): Mentioned => {
    const from = start + (match.index ?? 0) + (match[1] ?? '').length;
    return { word: wordAt(text, from, from + (match[2] ?? '').length), purpose, command };
  };
  if (!MANIFEST.test(body)) {
    const stages = new Set<string>(['scratch']);
    const bases = (DOCKERFILE.test(body) ? [...body.matchAll(FROM)] : []).filter(
      ({ 2: base = '', 3: stage = '' }) => {
        const isStage = stages.has(base.toLowerCase());
        stages.add(stage.toLowerCase());
        return !isStage;
      },
    );
    const told = [...body.matchAll(IMAGE)].filter(([, , value = '']) => isUnmistakable(value));
    return [...bases.map((match) => at(match, 'build')), ...told.map((match) => at(match, 'pull'))];
  }
  return [...body.matchAll(IMAGE)].map((match) => at(match, 'pull'));
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
