import type { Purpose } from '../../image-use.ts';
import { gradeOf } from '../../reference-grade.ts';
import { roleOf } from '../../word-role.ts';

/** A reference in a text that is no document. */
export interface ScriptImage {
  readonly start: number;
  readonly end: number;
  readonly purpose: Purpose;
  /** The variable or property that it is the value of. */
  readonly name?: string;
}

/** Words and what ends a command; quotes stand around words, and a backslash at a line's end joins it with the next. */
const TOKEN = /\\\r?\n|\n|&&|\|\||[;|&]|#|[^\s'"`;|&()<>\\]+|['"`()<>\\]/g;

const TOOL = /^(?:.*\/)?(?:docker|podman|nerdctl|crictl|buildah|skopeo|crane|img)$/;

const verbs: ReadonlyMap<string, 'pull' | 'push'> = new Map([
  ['pull', 'pull'],
  ['run', 'pull'],
  ['create', 'pull'],
  ['copy', 'pull'],
  ['cp', 'pull'],
  ['from', 'pull'],
  ['push', 'push'],
]);

const SCHEME = 'docker://';

/** Longer than any reference with what stands before it. */
const LONGEST = 600;

/**
 * The references in a script or in properties that can be nothing else: what `docker pull`, `docker run` and their like
 * are told, the value of a flag, a variable or a property that is named after an image, `image:` in a document that the
 * script writes, and what stands behind `docker://`. Each needs a registry or a path, and a tag or digest.
 */
export function scriptImages(text: string): readonly ScriptImage[] {
  const found: ScriptImage[] = [];
  let command: 'tool' | 'pull' | 'push' | undefined;
  let copies = false;
  /** The image-named flag or key whose value comes next. */
  let named: string | undefined;
  let comment = false;
  let fresh = true;
  TOKEN.lastIndex = 0;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === '\n') {
      comment = false;
      command = undefined;
      named = undefined;
      fresh = true;
      continue;
    }
    if (comment || token.startsWith('\\')) continue;
    if (token === '#') {
      comment = fresh || /\s/.test(text[index - 1] ?? ' ');
      continue;
    }
    fresh = false;
    if (/^(?:&&|\|\||[;|&])$/.test(token)) {
      command = undefined;
      named = undefined;
      continue;
    }
    // An element of XML, as in Jenkins' pod templates.
    if (named === undefined && token === 'image' && text[index - 1] === '<' && text[index + 5] === '>') {
      named = token;
      continue;
    }
    if (/^['"`()<>]$/.test(token)) continue;
    if (token.length > LONGEST) continue;
    const word = token;
    if (named !== undefined) {
      if (word === ':' || word === '=') continue;
      add(word, index, roleOf(named)?.purpose ?? 'pull', named);
      named = undefined;
      continue;
    }
    if (word.startsWith(SCHEME)) {
      const purpose = command === 'push' ? 'push' : 'pull';
      add(word.slice(SCHEME.length), index + SCHEME.length, purpose, undefined);
      if (copies) command = 'push';
      continue;
    }
    const value = assigned(word);
    if (value !== undefined) {
      const name = word.slice(0, value - 1).replace(/^-+/, '');
      if (roleOf(name)?.part !== 'whole') continue;
      if (value === word.length) named = name;
      else add(word.slice(value), index + value, roleOf(name)?.purpose ?? 'pull', name);
      continue;
    }
    if (word.startsWith('-')) {
      if (roleOf(word)?.part === 'whole') named = word.replace(/^-+/, '');
      continue;
    }
    if (command === 'tool') {
      command = verbs.get(word) ?? (word === 'image' || word === 'container' ? 'tool' : undefined);
      copies = word === 'copy' || word === 'cp';
    } else if (command !== undefined) {
      if (add(word, index, command, undefined)) command = copies && command === 'pull' ? 'push' : undefined;
    } else if (TOOL.test(word)) command = 'tool';
  }
  return found;

  function add(word: string, start: number, purpose: Purpose, name: string | undefined): boolean {
    const value = word.replace(/[,.]+$/, '');
    const grade = gradeOf(value);
    if (grade !== 'full' && grade !== 'path') return false;
    found.push({ start, end: start + value.length, purpose, ...(name === undefined ? {} : { name }) });
    return true;
  }
}

/** Where the value begins in `NAME=value`, `--name=value`, `name:` of YAML; undefined for other words. */
function assigned(word: string): number | undefined {
  const match = /^-{0,2}[A-Za-z_][\w.-]*(?:=|:$)/.exec(word);
  return match === null ? undefined : match[0].length;
}
