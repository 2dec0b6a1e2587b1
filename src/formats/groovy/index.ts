/**
 * Groovy as a list of tokens with their places: strings of every form with the expressions in them, comments left out.
 * Tolerant: whatever a file holds, each of its characters is in one token or in none.
 */
export { lexGroovy } from './lex.ts';
export { endOfGroup, type GroovyTokens, tokensOf } from './tokens.ts';
export type { GroovyPart, GroovyToken } from './types.ts';
