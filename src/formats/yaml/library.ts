import { Composer, type Document, Parser, Schema } from 'yaml';
import type { Span } from '../../text/span.ts';
import { convertRoot } from './convert.ts';
import { pruneDeep } from './prune.ts';
import type { YamlDocument, YamlNode, YamlProblem, YamlStream } from './types.ts';

/** Past this many problems a text is not YAML at all, and more of them tell nobody anything. */
const MAX_PROBLEMS = 100;

const TOO_DEEP = 'Collections are nested too deeply to be read';

/**
 * Only strings: `1.20` must stay `1.20`. Shared, because building a schema costs more than reading a small document.
 */
const schema = new Schema({ schema: 'failsafe', resolveKnownTags: false, merge: false });

interface Read {
  readonly root: YamlNode | undefined;
  readonly start: number;
  /** Where its `...` line ends; undefined where it has none. */
  readonly closed: number | undefined;
}

/** Reads with the `yaml` package: all that is readable is kept, every error becomes a problem. */
export function parseWithLibrary(text: string): YamlStream {
  const problems: YamlProblem[] = [];
  const read: Read[] = [];
  const report = (code: string, message: string, [start, end]: readonly [number, number]): void => {
    const span = clamp(text, start, end);
    if (problems.length < MAX_PROBLEMS) problems.push({ code, message, span });
    else if (problems.length === MAX_PROBLEMS) {
      problems.push({ code: 'MORE_PROBLEMS', message: 'Further problems are not listed', span });
    }
  };
  const add = (document: Document.Parsed): void => {
    for (const error of document.errors) report(error.code, error.message, error.pos);
    const closed = document.directives.docEnd ? document.range[2] : undefined;
    const root = convertRoot(document.contents, text, ({ name, span }) =>
      report('UNKNOWN_ANCHOR', `No anchor &${name} stands before this alias`, [span.start, span.end]),
    );
    read.push({ root, start: document.range[0], closed });
  };
  const composer = new Composer({
    schema,
    uniqueKeys: false,
    keepSourceTokens: true,
    prettyErrors: false,
    logLevel: 'silent',
  });
  // Each problem is an Error whose stack nobody sees, and to take it down costs more than to read the line.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    for (const token of new Parser().parse(text)) {
      for (const span of pruneDeep(token)) report('TOO_DEEP', TOO_DEEP, [span.start, span.end]);
      for (const document of composer.next(token)) add(document);
    }
    for (const document of composer.end()) add(document);
    for (const error of composer.streamInfo().errors) report(error.code, error.message, error.pos);
  } catch (error) {
    // The parser of the package descends recursively when many levels end at once.
    if (!(error instanceof RangeError)) throw error;
    report('TOO_DEEP', TOO_DEEP, [0, text.length]);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  return { documents: withSpans(read, text), problems };
}

/** Documents tile the text: one ends with its `...` line, else where the `---` of the next one begins. */
function withSpans(read: readonly Read[], text: string): readonly YamlDocument[] {
  let start = 0;
  return read.map(({ root, closed }, index) => {
    const next = read[index + 1];
    const end = next === undefined ? text.length : (closed ?? next.start);
    const document: YamlDocument = { root, span: { start, end } };
    start = end;
    return document;
  });
}

function clamp(text: string, start: number, end: number): Span {
  const from = Math.max(0, Math.min(start, text.length));
  return { start: from, end: Math.max(from, Math.min(end, text.length)) };
}
