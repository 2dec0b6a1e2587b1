import type { Fragment } from '../../text/index.ts';
import type { ExtractContext } from '../source.ts';
import type { TextValue } from '../text-values.ts';

/** A script to be read. */
export interface Script {
  /** Its text; what is not known before it runs is a hole. */
  readonly fragments: readonly Fragment[];
  /** The file in which finds are told. */
  readonly file: string;
  /** The field that holds the script: `jobs.test.steps[1].run`; empty where the file is one. */
  readonly path: string;
  /** Environment variables that are set from outside; undefined for one that is not known. */
  readonly variable?: (name: string) => readonly TextValue[] | undefined;
  /** Where it runs: undefined where nothing but its text is known. */
  readonly place?: ScriptPlace | undefined;
}

/** Where a script runs. */
export interface ScriptPlace {
  readonly context: ExtractContext;
  /** The folders that it may run in, the likeliest first. */
  readonly folders: readonly string[];
}

/** The path of a find under a name within the script. */
export function pathIn({ path }: Script, name: string): string {
  return path === '' ? name : `${path}!${name}`;
}
