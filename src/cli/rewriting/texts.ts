import { join } from 'node:path';
import { decodeContent, type EditedContent, encodeText, type FileText, readText } from '../../host/index.ts';
import type { FileEdits } from '../../rewrite/in-place.ts';
import { applyEdits, contentOf, type SourceText, sourceText } from '../../text/index.ts';

/** The texts of a repository as they were when edits were made for them, without being kept. */
export interface RepositoryTexts {
  /** Undefined for what is no file to be edited: a part of an archive, bytes that are no text. */
  readonly at: (file: string) => SourceText | undefined;
  /** The file as it stands now; undefined when it is no longer what `at` gave. */
  readonly unchanged: (
    file: string,
  ) => { readonly source: SourceText; readonly content: FileText } | undefined;
  /** Reads files as they will be. */
  readonly edited: (edits: FileEdits) => EditedContent;
}

/** So many texts are kept: uses are made of texts of their neighbourhood. */
const keptTexts = 32;

export function repositoryTexts(root: string, maxBytes: number): RepositoryTexts {
  const kept = new Map<string, SourceText | undefined>();
  const prints = new Map<string, string>();
  const read = (file: string): FileText | undefined => {
    if (file.includes('.tgz!')) return undefined;
    const content = readText(join(root, file), { maxBytes });
    return content.kind === 'text' && !content.lossy ? content : undefined;
  };
  return {
    at: (file) => {
      if (kept.has(file)) return kept.get(file);
      const content = read(file);
      const source = content && sourceText(file, content.text);
      const print = content && printOf(content.text);
      // What was asked for before has to be the same still: edits were made for that.
      const known = prints.get(file);
      const steady = known === undefined || known === print ? source : undefined;
      if (print !== undefined && known === undefined) prints.set(file, print);
      if (kept.size >= keptTexts) kept.clear();
      kept.set(file, steady);
      return steady;
    },
    unchanged: (file) => {
      const content = read(file);
      if (content === undefined || printOf(content.text) !== prints.get(file)) return undefined;
      return { source: sourceText(file, content.text), content };
    },
    edited: (edits) => {
      const absolute = new Map([...edits.keys()].map((file) => [join(root, file), file]));
      return (path, content) => {
        const file = absolute.get(path);
        if (file === undefined) return content;
        const read = decodeContent(content);
        if (read.kind !== 'text' || printOf(read.text) !== prints.get(file)) return content;
        const source = sourceText(file, read.text);
        const text = applyEdits(source, edits.get(file) ?? []);
        return text.ok ? encodeText(contentOf(source, text.value), read.encoding) : content;
      };
    },
  };
}

/** A fingerprint of 64 bits: it tells a text from what somebody made of it, and costs less than a cryptographic one. */
function printOf(text: string): string {
  let a = 0x9e3779b1;
  let b = 0x85ebca77;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0xc2b2ae35) + (a >>> 15);
  }
  return `${text.length} ${a >>> 0} ${b >>> 0}`;
}
