import { join } from 'node:path';
import { decodeContent, type EditedContent, encodeText, type FileText, readText } from '../../host/index.ts';
import type { FileEdits } from '../../rewrite/in-place.ts';
import { applyEdits, contentOf, type SourceText, sourceText } from '../../text/index.ts';

/** The texts of a repository as they were when edits were made for them; of large repositories not all are kept. */
export interface RepositoryTexts {
  /** Takes a text that a scan has read, so that it need not be read from the disk again. */
  readonly keep: (file: string, content: FileText) => void;
  /** Undefined for what is no file to be edited: a part of an archive, bytes that are no text. */
  readonly at: (file: string) => SourceText | undefined;
  /** Whether a file's text is still what `at` gave. */
  readonly isSame: (file: string, content: FileText) => boolean;
  /** The file as it stands now; undefined when it is no longer what `at` gave. */
  readonly unchanged: (file: string) => SourceText | undefined;
  /** Reads files as they will be. */
  readonly edited: (edits: FileEdits) => EditedContent;
  /** The texts that were kept, as they will be. */
  readonly known: (edits: FileEdits) => (file: string) => FileText | undefined;
}

/** So many texts of files that others are read together with are kept. */
const keptTexts = 32;

/** So many characters of what was scanned are kept, the first that come: most repositories have no more. */
const keptCharacters = 8_000_000;

export function repositoryTexts(root: string, maxBytes: number): RepositoryTexts {
  const scanned = new Map<string, FileText>();
  let room = keptCharacters;
  const kept = new Map<string, SourceText | undefined>();
  const prints = new Map<string, string>();
  const read = (file: string): FileText | undefined => {
    if (file.includes('.tgz!')) return undefined;
    const content = scanned.get(file) ?? readText(join(root, file), { maxBytes });
    return content.kind === 'text' && !content.lossy ? content : undefined;
  };
  const isSame = (file: string, { text }: FileText): boolean => {
    const before = scanned.get(file);
    return before === undefined ? printOf(text) === prints.get(file) : before.text === text;
  };
  return {
    keep: (file, content) => {
      if (content.text.length > room || content.lossy || scanned.has(file)) return;
      room -= content.text.length;
      scanned.set(file, content);
    },
    at: (file) => {
      if (kept.has(file)) return kept.get(file);
      const content = read(file);
      const source = content && sourceText(file, content.text);
      // What was asked for before has to be the same still: edits were made for that.
      const isNew = content !== undefined && !scanned.has(file) && !prints.has(file);
      if (isNew) prints.set(file, printOf(content.text));
      const steady = content === undefined || isNew || isSame(file, content) ? source : undefined;
      if (kept.size >= keptTexts) kept.clear();
      kept.set(file, steady);
      return steady;
    },
    isSame,
    unchanged: (file) => {
      const content = readText(join(root, file), { maxBytes });
      if (content.kind !== 'text' || content.lossy || !isSame(file, content)) return undefined;
      return sourceText(file, content.text);
    },
    edited: (edits) => {
      const absolute = new Map([...edits.keys()].map((file) => [join(root, file), file]));
      return (path, content) => {
        const file = absolute.get(path);
        if (file === undefined) return content;
        const now = decodeContent(content);
        if (now.kind !== 'text' || !isSame(file, now)) return content;
        const text = editedText(file, now, edits);
        return text === undefined ? content : encodeText(text, now.encoding);
      };
    },
    known: (edits) => (file) => {
      const content = scanned.get(file);
      const text = content && editedText(file, content, edits);
      return content === undefined || text === undefined ? undefined : { ...content, text };
    },
  };
}

/** The content of a file with its edits, byte order mark included; undefined where they do not fit. */
export function editedText(file: string, content: FileText, edits: FileEdits): string | undefined {
  const own = edits.get(file);
  if (own === undefined) return content.text;
  const source = sourceText(file, content.text);
  const text = applyEdits(source, own);
  return text.ok ? contentOf(source, text.value) : undefined;
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
