import { endOfGroup, type GroovyTokens } from '../../formats/groovy/index.ts';
import { type Choice, type Reading, type ReportOptions, reportChoices } from '../ci/index.ts';
import type { Script } from '../groovy/index.ts';
import {
  argumentsOf,
  evaluate,
  expressionFrom,
  isMark,
  isWord,
  type Stretch,
  spanOf,
} from '../groovy/index.ts';
import { evidenceOf } from '../image-evidence.ts';
import { isImageKey } from '../image-key.ts';
import { textOf } from '../pieces.ts';
import { readEmbeddedYaml } from './embedded.ts';
import { type Registry, registryOf, withRegistry } from './registry.ts';
import { readShell } from './shell.ts';

/** What surrounds a place in a script. */
interface Surroundings {
  readonly registry: Registry | undefined;
  /** The names of the blocks around it: `agent.docker`. */
  readonly path: string;
}

/** Reads the images of a script. */
export function readScript(script: Script, reading: Reading): void {
  const built = builtHere(script);
  readStretch(
    { script, reading, built },
    { tokens: script.tokens, start: 0, end: script.tokens.list.length },
  );
}

interface Context {
  readonly script: Script;
  readonly reading: Reading;
  /** Texts of the images that `docker.build` makes. */
  readonly built: ReadonlySet<string>;
}

/** Blocks whose names are part of a path. */
const NAMED = /^(?:agent|docker|dockerContainer|kubernetes|containerTemplate|podTemplate)$/;

/** Walks the tokens once; what is open is kept on a stack. */
function readStretch(context: Context, { tokens, start, end }: Stretch): void {
  const open: { readonly end: number; readonly inside: Surroundings }[] = [];
  let inside: Surroundings = { registry: undefined, path: '' };
  for (let index = start; index < end; index++) {
    for (let last = open.at(-1); last !== undefined && index >= last.end; last = open.at(-1)) {
      open.pop();
      inside = open.at(-1)?.inside ?? { registry: undefined, path: '' };
    }
    const token = tokens.list[index];
    if (token?.kind !== 'word' || isMark(tokens.list[index - 1], '.')) continue;
    const block = isMark(tokens.list[index + 1], '{') ? index + 1 : undefined;
    const enter = (from: number, next: Surroundings): void => {
      open.push({ end: endOfGroup(tokens, from), inside: next });
      inside = next;
    };
    if (block !== undefined && NAMED.test(token.text)) {
      const path = inside.path === '' ? token.text : `${inside.path}.${token.text}`;
      const own = token.text.startsWith('docker')
        ? registryInBlock(context.script, tokens, block)
        : undefined;
      enter(block, { registry: own ?? inside.registry, path });
    } else if (token.text === 'docker' && isMark(tokens.list[index + 1], '.')) {
      const registry = readDockerCall(context, tokens, index, inside);
      if (registry !== undefined) enter(registry.block, { registry: registry.registry, path: inside.path });
    } else readWord(context, tokens, index, inside);
  }
}

/** `registryUrl 'https://…'` beside the image of a declarative agent. */
function registryInBlock(script: Script, tokens: GroovyTokens, block: number): Registry | undefined {
  const end = endOfGroup(tokens, block);
  for (let index = block + 1; index < end; index++) {
    if (isWord(tokens.list[index], 'registryUrl'))
      return registryOf(evaluate(script, argument(tokens, index, end)));
    if (isMark(tokens.list[index], '{')) index = endOfGroup(tokens, index);
  }
  return undefined;
}

/** `word 'value'` and `word('value')`. */
function argument(tokens: GroovyTokens, word: number, end: number): Stretch {
  if (!isMark(tokens.list[word + 1], '(')) return expressionFrom(tokens, word + 1, end);
  return expressionFrom(tokens, word + 2, endOfGroup(tokens, word + 1));
}

const SHELL = /^(?:sh|bat|powershell|pwsh)$/;

function readWord(context: Context, tokens: GroovyTokens, index: number, inside: Surroundings): void {
  const { script, reading } = context;
  const { list } = tokens;
  const token = list[index];
  if (token?.kind !== 'word') return;
  const { text } = token;
  const next = list[index + 1];
  const pathTo = (name: string): string => (inside.path === '' ? name : `${inside.path}.${name}`);
  const blocks = inside.path.slice(inside.path.lastIndexOf('.') + 1);
  if (text === 'image' && NAMED.test(blocks) && !isMark(next, ':') && !isMark(next, '=')) {
    const expression = argument(tokens, index, list.length);
    const registry = blocks.startsWith('docker') ? inside.registry : undefined;
    report(context, expression, pathTo('image'), { registry });
  } else if (text === 'docker' && next?.kind === 'string' && /(?:^|\.)agent$/.test(inside.path)) {
    report(context, expressionFrom(tokens, index + 1, list.length), pathTo('docker'), {});
  } else if (text === 'containerTemplate' && isMark(next, '(')) {
    const image = argumentsOf(tokens, index + 1, endOfGroup(tokens, index + 1)).get('image');
    if (image !== undefined) report(context, image, pathTo('containerTemplate.image'), {});
  } else if (text === 'yaml') {
    const expression = isMark(next, ':')
      ? expressionFrom(tokens, index + 2, list.length)
      : argument(tokens, index, list.length);
    readEmbeddedYaml(evaluate(script, expression), spanOf(expression), pathTo('yaml'), reading);
  } else if (SHELL.test(text)) {
    if (text === 'sh') readShell(script, shellArgument(tokens, index), pathTo('sh'), reading);
  } else if (isImageKey(text) && (isMark(next, ':') || isMark(next, '=')) && !isMark(list[index + 2], '=')) {
    reportNamed(context, expressionFrom(tokens, index + 2, list.length), text, inside);
  }
}

/** `sh '…'`, `sh(script: '…', returnStdout: true)`, `sh script: '…'`. */
function shellArgument(tokens: GroovyTokens, index: number): Stretch {
  const open = isMark(tokens.list[index + 1], '(');
  const end = open ? endOfGroup(tokens, index + 1) : tokens.list.length;
  for (let at = index + (open ? 2 : 1); at < end && at < index + 40; at++) {
    const token = tokens.list[at];
    if (token?.kind === 'line' && !open) break;
    if (isWord(token, 'script') && isMark(tokens.list[at + 1], ':'))
      return expressionFrom(tokens, at + 2, end);
  }
  return argument(tokens, index, tokens.list.length);
}

/** `docker.image(…)`, `docker.build(…)`; of `docker.withRegistry(…) { … }` the registry and where its block begins. */
function readDockerCall(
  context: Context,
  tokens: GroovyTokens,
  index: number,
  inside: Surroundings,
): { readonly registry: Registry | undefined; readonly block: number } | undefined {
  const method = tokens.list[index + 2];
  const open = index + 3;
  if (method?.kind !== 'word' || !isMark(tokens.list[open], '(')) return undefined;
  const close = endOfGroup(tokens, open);
  const first = expressionFrom(tokens, open + 1, close);
  if (method.text === 'image') {
    const { registry } = inside;
    const pushes = isMark(tokens.list[close + 1], '.') && isPushed(tokens, close + 2);
    report(context, first, 'docker.image', { registry, ...(pushes ? { purpose: 'push' } : {}) });
  } else if (method.text === 'build')
    report(context, first, 'docker.build', { purpose: 'push', registry: inside.registry });
  else if (method.text === 'withRegistry') {
    const block = tokens.list.findIndex((token, at) => at > close && token.kind !== 'line');
    if (isMark(tokens.list[block], '{'))
      return { registry: registryOf(evaluate(context.script, first)), block };
  }
  return undefined;
}

function isPushed(tokens: GroovyTokens, method: number): boolean {
  return isWord(tokens.list[method], 'push') || isWord(tokens.list[method], 'tag');
}

type Options = ReportOptions & { readonly registry?: Registry | undefined };

function report(
  context: Context,
  expression: Stretch,
  path: string,
  { registry, ...options }: Options,
): void {
  const { script, reading, built } = context;
  const choices = evaluate(script, expression).filter(
    ({ fragments }) => options.purpose === 'push' || !built.has(textOf(fragments)),
  );
  reportChoices(reading, withRegistry(choices, registry), spanOf(expression), path, options);
}

/** What is called an image and is written as one can hardly be. */
function reportNamed(
  { script, reading }: Context,
  expression: Stretch,
  name: string,
  inside: Surroundings,
): void {
  const telling = evaluate(script, expression).filter(isTelling);
  const path = inside.path === '' ? name : `${inside.path}.${name}`;
  reportChoices(reading, telling, spanOf(expression), path, { confidence: 'likely' });
}

function isTelling({ fragments }: Choice): boolean {
  return fragments.every(({ kind }) => kind === 'text') && evidenceOf(textOf(fragments)) === 'strong';
}

/** What `docker.build` makes: an image of that name is not pulled. */
function builtHere(script: Script): ReadonlySet<string> {
  const built = new Set<string>();
  const { tokens } = script;
  for (let index = 0; index < tokens.list.length; index++) {
    if (!isWord(tokens.list[index], 'docker') || !isWord(tokens.list[index + 2], 'build')) continue;
    if (!isMark(tokens.list[index + 3], '(')) continue;
    const name = expressionFrom(tokens, index + 4, endOfGroup(tokens, index + 3));
    for (const { fragments } of evaluate(script, name)) built.add(textOf(fragments));
  }
  return built;
}
