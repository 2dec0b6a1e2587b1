/**
 * Dockerfiles as BuildKit reads them, with the exact place of every word: directives, instructions, flags, here-documents
 * and the shell-like expansion of variables. Nothing here knows what an image is.
 */
export { type MountError, type MountSource, mountSources } from './mount.ts';
export { parseDockerfile } from './parse.ts';
export { type Binding, type Expansion, expandWord, type Scope } from './shell-expand.ts';
export type { ShellError } from './shell-syntax.ts';
export {
  type Absence,
  builtText,
  type Fragment,
  knownText,
  outsideText,
  type Value,
  wordValue,
  worstHole,
} from './shell-value.ts';
export { detectSyntax, type SyntaxDirective } from './syntax-directive.ts';
export type {
  Directive,
  Dockerfile,
  DockerfileProblem,
  DockerfileProblemCode,
  EscapeCharacter,
  Flag,
  Heredoc,
  Instruction,
  Run,
  Word,
} from './types.ts';
export { subWord } from './word.ts';
