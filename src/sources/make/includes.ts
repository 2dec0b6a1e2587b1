import type { SourceText } from '../../text/source-text.ts';
import { joinText } from '../joined-text.ts';
import { folderOf, pathFrom } from '../releases/index.ts';
import type { ExtractContext } from '../source.ts';
import type { Makefile } from './types.ts';

/** More files than anybody includes. */
const MOST = 20;

/** The files that a makefile includes by their names: from its folder, where make mostly runs, or from the root of the tree. */
export function includedFiles(
  { path }: SourceText,
  { includes }: Makefile,
  { fileAt }: ExtractContext,
): readonly SourceText[] {
  if (fileAt === undefined) return [];
  const names = includes.flatMap((text) => joinText(text).text.trim().split(/\s+/)).slice(0, MOST);
  return names.flatMap((name) => {
    if (name === '' || /[$*?[\]]/.test(name) || name.startsWith('/')) return [];
    const paths = [pathFrom(folderOf(path), name), pathFrom('', name)];
    for (const each of paths) {
      const file = each === undefined ? undefined : fileAt(each);
      if (file !== undefined) return [file];
    }
    return [];
  });
}
