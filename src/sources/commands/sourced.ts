import { literalOf, parseShell, type ShellWord } from '../../formats/shell/index.ts';
import { literalFragment, type SourceText } from '../../text/index.ts';
import { joinText } from '../joined-text.ts';
import { pathFrom } from '../releases/index.ts';
import { readAssignments } from './assignments.ts';
import { pathOf } from './build-images.ts';
import type { Scope } from './variables.ts';

/** Files that name files. */
const DEEPEST = 3;

/** More files than one script reads. */
const MOST = 20;

const known = new WeakMap<SourceText, ReturnType<typeof parseShell>>();

/** The same file is read by many scripts. */
function stepsOf(file: SourceText): ReturnType<typeof parseShell> {
  const before = known.get(file);
  if (before !== undefined) return before;
  const steps = parseShell(file.text);
  known.set(file, steps);
  return steps;
}

/** `export $(grep -v '^#' .env | xargs)`: the file that a substitution prints. */
const PRINTED =
  /^\$\((?:cat|grep|egrep|sed)\s+(?:(?:-\w+|'[^']*'|"[^"]*"|\^\S*)\s+)*([\w./-]+)\s*(?:\|[^()]*)?\)$/;

/** Takes over the variables of a file that a script reads: `source versions.env`, `. ./.env`. What the file itself names is told there. */
export function readSourced(scope: Scope, words: readonly ShellWord[], depth: number = 0): void {
  const file = depth > DEEPEST ? undefined : sourcedFile(scope, words);
  if (file === undefined) return;
  const { text, path } = file;
  if (scope.sourced.has(path) || scope.sourced.size > MOST) return;
  scope.sourced.add(path);
  const fragments = [literalFragment(text, path, { start: 0, end: text.length })];
  const script = { ...scope.script, fragments, file: path, path: '' };
  const inner: Scope = { ...scope, script, source: joinText(fragments) };
  for (const step of stepsOf(file)) {
    if (step.kind === 'loop') continue;
    readAssignments(inner, step);
    readSourced(inner, step.words, depth + 1);
  }
}

function sourcedFile(scope: Scope, [program, word]: readonly ShellWord[]): SourceText | undefined {
  const { script, source, folder } = scope;
  const { fileAt } = script.place?.context ?? {};
  if (fileAt === undefined || program === undefined || word === undefined) return undefined;
  const name = literalOf(source.text, program);
  const printed = name === 'export' ? PRINTED.exec(source.text.slice(word.start, word.end))?.[1] : undefined;
  const path = name === 'source' || name === '.' ? pathOf(scope, word) : printed;
  if (path === undefined || path === '.') return undefined;
  for (const start of script.place?.folders ?? []) {
    for (const at of folder === '' ? [start] : [pathFrom(start, folder), start]) {
      const target = at === undefined ? undefined : pathFrom(at, path);
      const found = target === undefined || target === script.file ? undefined : fileAt(target);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
