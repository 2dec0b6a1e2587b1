import type { Fragment } from '../../text/index.ts';
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
}

/** The path of a find under a name within the script. */
export function pathIn({ path }: Script, name: string): string {
  return path === '' ? name : `${path}!${name}`;
}
