/**
 * How deep collections may nest. Files written by people and generators stay below a hundred; the bound keeps
 * every recursive walk of a tree far from the end of the stack.
 */
export const MAX_DEPTH = 500;
