import { type ReadOptions, readBelow, readBeside, readFolder, type WalkedFile } from '../host/index.ts';
import { type SourceText, sourceText } from '../text/index.ts';

type Neighbours = (paths: RegExp) => readonly SourceText[];

/**
 * Reads the files beside a file when a source asks for them: most trees have no language that wants it. Those of one
 * directory are kept until another is asked about.
 */
export function neighbourReader(options: ReadOptions): (file: WalkedFile) => Neighbours {
  let last: { readonly key: string; readonly texts: readonly SourceText[] } | undefined;
  return ({ absolute, path }) =>
    (paths) => {
      const prefix = path.slice(0, path.lastIndexOf('/') + 1);
      const key = `${paths.source}\n${prefix}`;
      if (last?.key !== key) {
        const files = readBeside(absolute, (name) => paths.test(name), options);
        last = { key, texts: files.map(({ name, text }) => sourceText(prefix + name, text)) };
      }
      return last.texts;
    };
}

/** So many files that others take something from are kept: they are small, and the files of a tree share few. */
const keptFiles = 32;

/** Reads a file of the tree, by its path from the root, when a source asks for it. Nothing outside of the root is read. */
export function treeReader(root: string, options: ReadOptions): (path: string) => SourceText | undefined {
  const kept = new Map<string, SourceText | undefined>();
  return (path) => {
    if (!kept.has(path)) {
      if (kept.size >= keptFiles) kept.clear();
      const file = readBelow(root, path, options);
      kept.set(path, file && sourceText(file.name, file.text));
    }
    return kept.get(path);
  };
}

/** So many folders are kept at a time. */
const keptFolders = 16;

/** Reads the files of a folder of the tree when a source asks for them. Nothing outside of the root is read. */
export function folderReader(
  root: string,
  options: ReadOptions,
): (folder: string, paths: RegExp) => readonly SourceText[] {
  const kept = new Map<string, readonly SourceText[]>();
  return (folder, paths) => {
    const key = `${paths.source}\n${folder}`;
    let texts = kept.get(key);
    if (texts === undefined) {
      texts = readFolder(root, folder, (name) => paths.test(name), options).map(({ name, text }) =>
        sourceText(name, text),
      );
      if (kept.size >= keptFolders) kept.clear();
      kept.set(key, texts);
    }
    return texts;
  };
}
