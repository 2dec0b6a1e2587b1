import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type ResourceList, readResourceList, type SourceText } from '../../src/index.ts';
import { Failure, messageOf } from './failure.ts';

/** Who runs the program, and so where its configuration is and what it has to print. */
export type WayIn =
  /** kustomize's legacy exec plugin: the configuration in a file, a stream of documents in and out. */
  | { readonly kind: 'legacy'; readonly configFile: string }
  /** A KRM function: one `ResourceList` in and out. */
  | { readonly kind: 'function'; readonly list: ResourceList }
  /** Anything that pipes manifests: `config` is a `pullthrough.yaml`, undefined for the nearest one. */
  | { readonly kind: 'filter'; readonly config: string | undefined };

/**
 * Tells the ways in apart. The one sign of a function is the `ResourceList`; kustomize hands a legacy plugin the name of a
 * file first, and says in the environment where the kustomization is.
 */
export function wayIn(
  args: readonly string[],
  input: SourceText,
  environment: Readonly<Record<string, string | undefined>>,
): WayIn {
  const [first] = args;
  if (first?.startsWith('-')) return { kind: 'filter', config: filterConfig(args) };
  const hasFile = first !== undefined && isFile(first);
  if (hasFile && environment.KUSTOMIZE_PLUGIN_CONFIG_ROOT !== undefined)
    return { kind: 'legacy', configFile: first };
  const list = readResourceList(input);
  if (list?.ok === false) {
    const { reason, line } = list.error;
    throw new Failure(`${input.path}${line === undefined ? '' : `, line ${line}`}: ${reason}.`);
  }
  if (list !== undefined) return { kind: 'function', list: list.value };
  if (first !== undefined) return { kind: 'legacy', configFile: first };
  throw new Failure(
    'nothing says which ImageCache to use: there is neither a ResourceList on standard input nor a file as the first argument. ' +
      'kustomize runs this program (its README tells how to install it); as a filter it wants --filter.',
  );
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function filterConfig(args: readonly string[]): string | undefined {
  try {
    const options = { filter: { type: 'boolean' }, config: { type: 'string', short: 'c' } } as const;
    return parseArgs({ args: [...args], options }).values.config;
  } catch (error) {
    throw new Failure(`${messageOf(error)}. Known are --filter and --config pullthrough.yaml.`);
  }
}
