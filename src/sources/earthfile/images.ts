import { subWord, type Word } from '../../formats/dockerfile/index.ts';
import { type CommandImage, commandImages, pulledImages } from '../commands/index.ts';
import type { FoundImage, Purpose } from '../image-use.ts';
import { firstUnknown, imageAt, textOf } from '../pieces.ts';
import { type Block, openBlock } from './blocks.ts';
import { scriptOf } from './run.ts';
import { assigned, looped, type Scope, scopeIn } from './scope.ts';
import type { Statement } from './statements.ts';
import { expansions, fragmentsOf } from './variables.ts';
import { argumentsOf, unquoted } from './words.ts';

interface State {
  readonly file: string;
  readonly commands: CommandImage[];
  /** Names that other targets are loaded under. */
  readonly loaded: string[];
  readonly found: FoundImage[];
  readonly blocks: Block[];
  /** Those of the lines before the first target: all targets see them. */
  readonly base: Scope;
  variables: Scope;
  target: string | undefined;
}

/** The images of an Earthfile, by its commands (docs.earthly.dev, `earthfile`). */
export function earthfileImages(lines: readonly Statement[], file: string): readonly FoundImage[] {
  const base = scopeIn(undefined);
  const state: State = {
    file,
    commands: [],
    loaded: [],
    found: [],
    blocks: [],
    base,
    variables: base,
    target: undefined,
  };
  for (const line of lines) {
    if (line.kind === 'target') {
      state.target = line.name;
      state.variables = scopeIn(base);
      state.blocks.length = 0;
    } else if (!structure(state, line.name, line.rest)) command(state, line.name, line.rest);
  }
  return [...state.found, ...pulledImages(state.commands, [...saved(state.found), ...state.loaded])];
}

/** What targets make is pulled from nowhere. */
function saved(found: readonly FoundImage[]): readonly string[] {
  return found.flatMap(({ purpose, value }) => (purpose === 'push' ? [value] : []));
}

const LONGEST_CONDITION = 120;

/** Blocks and variables; false for other commands. */
function structure(state: State, name: string, rest: Word): boolean {
  const { blocks, variables } = state;
  const condition = rest.text.replace(/\s+/g, ' ').slice(0, LONGEST_CONDITION);
  switch (name) {
    case 'IF':
      openBlock(blocks, { when: `IF ${condition}`, first: condition });
      return true;
    case 'ELSE IF':
    case 'ELSE': {
      const { first = '' } = blocks.pop() ?? {};
      openBlock(blocks, { when: name === 'ELSE' ? `ELSE of IF ${first}` : `ELSE IF ${condition}`, first });
      return true;
    }
    case 'FOR': {
      const loop = looped(rest, variables);
      if (loop !== undefined) variables.set(loop.name, loop.bindings);
      openBlock(blocks);
      return true;
    }
    case 'TRY':
    case 'WAIT':
      openBlock(blocks);
      return true;
    case 'END':
      blocks.pop();
      return true;
    case 'ARG':
    case 'LET':
    case 'SET': {
      const given = assigned(rest, variables);
      if (given === undefined) return true;
      // In a branch of a condition it may be set, or keep what it was.
      const before = isConditional(state) ? (variables.get(given.name) ?? []) : [];
      variables.set(given.name, [...before, ...given.bindings].slice(0, MOST_VALUES));
      return true;
    }
    default:
      return false;
  }
}

const MOST_VALUES = 32;

function isConditional({ blocks }: State): boolean {
  return blocks.at(-1)?.when !== undefined;
}

const none: ReadonlySet<string> = new Set();
const valued: Readonly<Record<string, ReadonlySet<string>>> = {
  FROM: new Set(['platform']),
  RUN: new Set(['mount', 'secret', 'network']),
  'SAVE IMAGE': new Set(['cache-from']),
  'WITH DOCKER': new Set(['pull', 'load', 'compose', 'service', 'build-arg', 'platform', 'cache-id']),
};

function command(state: State, name: string, rest: Word): void {
  const { flags, words } = argumentsOf(rest, valued[name] ?? none);
  const flagged = (flag: string): readonly Word[] =>
    flags.flatMap((each) => (each.name === flag && each.value !== undefined ? [each.value] : []));
  switch (name) {
    case 'FROM':
      for (const word of words.slice(0, 1)) report(state, word, 'FROM', 'build');
      break;
    case 'SAVE IMAGE':
      for (const word of flagged('cache-from')) report(state, word, 'SAVE IMAGE --cache-from', 'pull');
      for (const word of words) report(state, word, 'SAVE IMAGE', 'push');
      break;
    case 'WITH DOCKER':
      openBlock(state.blocks);
      for (const word of flagged('pull')) report(state, word, 'WITH DOCKER --pull', 'pull');
      for (const word of flagged('load')) load(state, word);
      break;
    case 'RUN':
      runs(state, words);
      break;
    case 'DOCKER PULL':
      for (const word of words.slice(0, 1)) report(state, word, 'DOCKER PULL', 'pull');
      break;
  }
}

/** `--load web:test=+web`: the daemon has the image under this name. */
function load({ file, loaded, variables }: State, word: Word): void {
  const { text } = unquoted(word);
  const equals = text.indexOf('=');
  if (equals === -1) return;
  const name = subWord(unquoted(word), 0, equals);
  loaded.push(name.text);
  for (const expanded of expansions(name, variables)) {
    const fragments = fragmentsOf(expanded, file);
    if (firstUnknown(fragments) === undefined) loaded.push(textOf(fragments));
  }
}

/** The images that a command in a container names: with a daemon of its own, in `WITH DOCKER`. */
function runs({ file, commands, variables, blocks, target }: State, words: readonly Word[]): void {
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined) return;
  const when = blocks.at(-1)?.when;
  const script = scriptOf(words, file, variables);
  for (const image of commandImages({ ...script, file, path: 'RUN' })) {
    const found = image.found && {
      ...image.found,
      ...(target === undefined ? {} : { object: { kind: 'target', name: target } }),
      ...(when === undefined ? {} : { reach: 'conditional' as const, when }),
    };
    commands.push({ ...image, found });
  }
}

/** Other targets (`+build`, `./lib+build`, `(+build --a=b)`), and nothing at all. */
const TARGET = /\+|^\.{0,2}\/|^\(|^$|^scratch$/;

function report(
  { file, found, variables, blocks, target }: State,
  word: Word,
  path: string,
  purpose: Purpose,
): void {
  const inner = unquoted(word);
  const when = blocks.at(-1)?.when;
  const seen = new Set<string>();
  for (const expanded of expansions(inner, variables)) {
    const { origin } = expanded;
    const image = imageAt(fragmentsOf(expanded, file), file, inner.span);
    if (TARGET.test(image.unresolved === undefined ? image.value : inner.text) || seen.has(image.value))
      continue;
    seen.add(image.value);
    found.push({
      ...image,
      ...(origin.length === 0 ? {} : { origin }),
      path,
      ...(target === undefined ? {} : { object: { kind: 'target', name: target } }),
      purpose,
      confidence: 'certain',
      ...(when === undefined ? { reach: 'default' } : { reach: 'conditional', when }),
    });
  }
}
