import { endOfGroup, type GroovyToken, type GroovyTokens } from '../../formats/groovy/index.ts';

/** A block that is open at a place, by the name that tells what it is for. */
export interface Block {
  readonly name: string;
  /** The index of the token that closes it. */
  readonly end: number;
}

/** Names by which a block is known wherever they stand before its brace: `tasks.named<BootBuildImage>("bootBuildImage") {`. */
const TELLING: Readonly<Record<string, string>> = {
  jib: 'jib',
  JibExtension: 'jib',
  bootBuildImage: 'bootBuildImage',
  BootBuildImage: 'bootBuildImage',
  Dockerfile: 'Dockerfile',
  DockerPullImage: 'DockerPullImage',
  MicronautDockerfile: 'dockerfile',
  NativeImageDockerfile: 'dockerfileNative',
};

/** More tokens than stand before a brace. */
const LONGEST = 24;

/** The block that a brace opens. */
export function blockAt(tokens: GroovyTokens, brace: number): Block {
  const end = endOfGroup(tokens, brace);
  let last: string | undefined;
  for (let index = brace - 1; index >= 0 && index > brace - LONGEST; index--) {
    const token = tokens.list[index];
    if (token === undefined || token.kind === 'line') break;
    if (token.kind === 'mark' && /^[{};=]$/.test(token.text)) break;
    const word = wordOf(token);
    const telling = word === undefined ? undefined : Object.hasOwn(TELLING, word) ? TELLING[word] : undefined;
    if (telling !== undefined) return { name: telling, end };
    if (token.kind === 'word') last ??= token.text;
  }
  return { name: last ?? '', end };
}

function wordOf(token: GroovyToken): string | undefined {
  if (token.kind === 'word') return token.text;
  if (token.kind !== 'string' || token.parts.length !== 1) return undefined;
  const [part] = token.parts;
  return part?.kind === 'text' ? part.value.replace(/^:/, '') : undefined;
}
