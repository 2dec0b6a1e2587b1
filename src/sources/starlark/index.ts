/** What files in Starlark (Bazel, Tilt) say literally: their words, and the calls of functions with what these are given. */
export { type Call, callsOf } from './calls.ts';
export { type Token, tokensOf } from './tokens.ts';
