/**
 * JSON with comments, as editors keep their settings. Without its comments it is YAML, trailing commas included, so that
 * the parser of YAML reads it.
 */
export { maskComments } from './mask-comments.ts';
