import {
  builtinFunctions,
  type ParsedTemplate,
  parseTemplate,
  type TemplateError,
} from '../../formats/gotemplate/index.ts';
import type { Result } from '../../result.ts';
import type { SourceText } from '../../text/index.ts';
import { functions } from '../functions/index.ts';

/** Templates by their text: that of a library chart is the same in every chart that has a copy of it. */
export interface ParseCache {
  /** The template's own text goes by the name `mainName`, whatever the file is called. */
  parse(source: SourceText): Result<ParsedTemplate, TemplateError>;
}

/** No file has this name, so that no definition meets it. */
export const mainName = '';

const known: ReadonlySet<string> = new Set([
  ...builtinFunctions,
  ...functions.keys(),
  'include',
  'tpl',
  'lookup',
  'fromToml',
]);

type Parsed = Result<ParsedTemplate, TemplateError>;

interface Bounds {
  readonly texts: number;
  /** UTF-16 units, of which each takes some 14 bytes of tree. */
  readonly units: number;
}

/** Library charts, and what neighbours have in common: a cache five times as large would spare 7 % of the parsing. */
const ofAll: Bounds = { texts: 2_000, units: 400_000 };

/** More than nearly every chart has; in number, for what `tpl` was given. */
const ofOne: Bounds = { texts: 10_000, units: 2_000_000 };

export function createParseCache(): ParseCache {
  return keeping(ofAll, (source) =>
    parseTemplate(source, { functions: known, name: mainName, maxBlocks: 500, maxParentheses: 200 }),
  );
}

/** For one chart, which has the same trees from its first world to its last, whatever the cache of all charts still has. */
export function chartParseCache(all: ParseCache): ParseCache {
  return keeping(ofOne, all.parse);
}

/** Keeps what has been asked for since half of what it may hold was full. */
function keeping({ texts, units: mostUnits }: Bounds, parse: (source: SourceText) => Parsed): ParseCache {
  let recent = new Map<string, Parsed>();
  let older: typeof recent = new Map();
  let units = 0;
  return {
    parse(source) {
      const { text } = source;
      const before = recent.get(text);
      if (before !== undefined) return before;
      const result = older.get(text) ?? parse(source);
      if (recent.size >= texts || units > mostUnits) {
        older = recent;
        recent = new Map();
        units = 0;
      }
      recent.set(text, result);
      units += text.length;
      return result;
    },
  };
}
