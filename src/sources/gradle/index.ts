import { endOfGroup, type GroovyTokens } from '../../formats/groovy/index.ts';
import { cutFragment, type SourceText } from '../../text/index.ts';
import { isBuildpackImage } from '../buildpack-locator.ts';
import { type Choice, imagesOfReading, type Reading, readingOf, reportChoices } from '../ci/index.ts';
import {
  evaluate,
  expressionFrom,
  isMark,
  type Script,
  type Stretch,
  scriptOf,
  spanOf,
} from '../groovy/index.ts';
import { textOf } from '../pieces.ts';
import type { Extraction, Source } from '../source.ts';
import { type Block, blockAt } from './blocks.ts';
import { settingOf } from './settings.ts';

/** Builds of Gradle, in Groovy and Kotlin: what Jib, Spring Boot and the Docker plugins build on, pull and push. */
export const gradle: Source = {
  id: 'gradle',
  endings: ['.gradle', '.kts'],
  claims: (path) => /\.gradle(?:\.kts)?$/.test(path),
  hints: ['jib', 'bootbuildimage', 'dockerfile', 'baseimage', 'dockerpullimage'],
  extract: extractBuild,
};

function extractBuild(source: SourceText): Extraction {
  const script = scriptOf(source);
  const reading = readingOf(source);
  const { tokens } = script;
  const open: Block[] = [];
  for (let index = 0; index < tokens.list.length; index++) {
    while ((open.at(-1)?.end ?? Number.POSITIVE_INFINITY) <= index) open.pop();
    const token = tokens.list[index];
    if (isMark(token, '{')) open.push(blockAt(tokens, index));
    else if (token?.kind === 'word' && !isMark(tokens.list[index - 1], '.'))
      index = Math.max(index, readStatement(script, reading, index, open));
  }
  return { found: imagesOfReading(reading), problems: [] };
}

/** `from.image = 'a'`, `image("a")`, `image 'a'`, `image.set("a")`; the index of the last token of the name. */
function readStatement(script: Script, reading: Reading, start: number, open: readonly Block[]): number {
  const { tokens } = script;
  const names: string[] = [];
  let at = start;
  for (;;) {
    const token = tokens.list[at];
    if (token?.kind !== 'word') break;
    names.push(token.text);
    if (!isMark(tokens.list[at + 1], '.') || tokens.list[at + 2]?.kind !== 'word') break;
    at += 2;
  }
  if (names.at(-1) === 'set') names.pop();
  const path = [...open.slice(-MOST_BLOCKS).map(({ name }) => name), ...names].join('.');
  const setting = settingOf(path);
  if (setting?.buildpacks === true) readBuildpacks(script, reading, at + 1, setting.path);
  const value = setting === undefined ? undefined : valueBehind(tokens, at + 1);
  if (setting === undefined || setting.buildpacks || value === undefined || value.end <= value.start)
    return at;
  const { purpose, path: known } = setting;
  const choices = evaluate(script, value).filter(({ fragments }) => !ELSEWHERE.test(textOf(fragments)));
  reportChoices(reading, choices, spanOf(value), known, { purpose });
  return at;
}

/** `buildpacks = ["a", "b"]`, `buildpacks.set(listOf("a"))`: the strings behind the name, up to the end of its list. */
function readBuildpacks(script: Script, reading: Reading, start: number, path: string): void {
  const { tokens } = script;
  let open = start;
  while (isMark(tokens.list[open], '=') || (isMark(tokens.list[open], '(') && !isString(tokens, open + 1)))
    open++;
  if (tokens.list[open]?.kind === 'word') open++;
  if (!isMark(tokens.list[open], '[') && !isMark(tokens.list[open], '(')) return;
  const end = endOfGroup(tokens, open);
  for (let index = open + 1; index < end; index++) {
    if (!isString(tokens, index)) continue;
    const value = { tokens, start: index, end: index + 1 };
    for (const choice of evaluate(script, value)) {
      const locator = textOf(choice.fragments);
      if (!isBuildpackImage(locator)) continue;
      reportChoices(reading, [withoutScheme(choice)], spanOf(value), path, { purpose: 'pull' });
    }
  }
}

const SCHEME = 'docker://';

function withoutScheme(choice: Choice): Choice {
  const [first, ...rest] = choice.fragments;
  if (first?.kind !== 'text' || !first.text.startsWith(SCHEME)) return choice;
  return { ...choice, fragments: [cutFragment(first, SCHEME.length, first.text.length), ...rest] };
}

function isString({ list }: GroovyTokens, index: number): boolean {
  return list[index]?.kind === 'string';
}

/** More than a name of a setting has. */
const MOST_BLOCKS = 6;

/** Images of the daemon of the machine and of archives, and the empty one (Jib, `base image references`). */
const ELSEWHERE = /^(?:docker|tar):\/\/|^scratch$/;

function valueBehind(tokens: GroovyTokens, at: number): Stretch | undefined {
  const next = tokens.list[at];
  if (next?.kind === 'string') return expressionFrom(tokens, at, tokens.list.length);
  if (isMark(next, '(')) {
    const value = expressionFrom(tokens, at + 1, endOfGroup(tokens, at));
    return value;
  }
  if (!isMark(next, '=') || isMark(tokens.list[at + 1], '=')) return undefined;
  return expressionFrom(tokens, at + 1, tokens.list.length);
}
