/**
 * Dockerfiles as BuildKit reads them, with the exact place of every word: directives, instructions, flags, here-documents
 * and the shell-like expansion of variables. Nothing here knows what an image is.
 */
export { logicalLines } from './logical-lines.ts';
export { mountSources } from './mount.ts';
export { parseDockerfile } from './parse.ts';
export { type Binding, expandWord, type Scope } from './shell-expand.ts';
export { builtText, knownText, outsideText, type Value, wordValue, worstHole } from './shell-value.ts';
export { detectSyntax } from './syntax-directive.ts';
export type { Dockerfile, EscapeCharacter, Instruction, Word } from './types.ts';
export { subWord } from './word.ts';
