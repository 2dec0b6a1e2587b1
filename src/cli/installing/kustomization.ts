import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { statusAt } from '../../host/index.ts';
import { kustomizationFileNames, readKustomization } from '../../kustomize/index.ts';
import { sourceText } from '../../text/index.ts';

/** A kustomization that is to have an ImageCache. */
export interface Receiver {
  /** Absolute path of its directory. */
  readonly directory: string;
  /** The name of its file. */
  readonly file: string;
  /** The ImageCache that it lists; undefined where it lists none. */
  readonly listed: ListedCache | undefined;
}

export interface ListedCache {
  /** As the kustomization lists it; the place in the list for one that stands there itself. */
  readonly name: string;
  readonly isFunction: boolean;
}

const CACHE = /^kind:\s*["']?ImageCache["']?\s*$/m;
const FUNCTION = /config\.kubernetes\.io\/function["']?\s*:/;

/** The kustomization in a directory; undefined where there is none that can be read. */
export function receiverIn(directory: string): Receiver | undefined {
  const file = kustomizationFileNames.find((name) => isFile(join(directory, name)));
  if (file === undefined) return undefined;
  const read = readKustomization(sourceText(file, readFileSync(join(directory, file), 'utf8')));
  const lists = read.ok
    ? read.value.inclusions.filter(({ field }) => field === 'transformers' || field === 'validators')
    : [];
  for (const { value, path } of lists) {
    const isInline = value.includes('\n');
    const at = join(directory, value);
    const text = isInline ? value : isFile(at) ? readFileSync(at, 'utf8') : '';
    if (CACHE.test(text))
      return {
        directory,
        file,
        listed: { name: isInline ? path : value, isFunction: FUNCTION.test(text) },
      };
  }
  return { directory, file, listed: undefined };
}

function isFile(path: string): boolean {
  return statusAt(path)?.isFile() === true;
}
