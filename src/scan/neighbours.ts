import { readBeside, type WalkedFile } from '../host/index.ts';
import { type SourceText, sourceText } from '../text/index.ts';

type Neighbours = (paths: RegExp) => readonly SourceText[];

/**
 * Reads the files beside a file when a source asks for them: most trees have no language that wants it. Those of one
 * directory are kept until another is asked about.
 */
export function neighbourReader(maxBytes: number): (file: WalkedFile) => Neighbours {
  let last: { readonly key: string; readonly texts: readonly SourceText[] } | undefined;
  return ({ absolute, path }) =>
    (paths) => {
      const prefix = path.slice(0, path.lastIndexOf('/') + 1);
      const key = `${paths.source}\n${prefix}`;
      if (last?.key !== key) {
        const files = readBeside(absolute, (name) => paths.test(name), { maxBytes });
        last = { key, texts: files.map(({ name, text }) => sourceText(prefix + name, text)) };
      }
      return last.texts;
    };
}
