/**
 * TOML 1.0 as a tree with exact spans. Tolerant: a line that is no TOML is a problem, and the others are read. Dates and
 * numbers are kept as they are written.
 */
export { parseToml, type TomlFile } from './parse.ts';
export type { TomlArray, TomlOther, TomlProblem, TomlString, TomlTable, TomlValue } from './types.ts';
