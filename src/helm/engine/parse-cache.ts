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

/**
 * What is kept is bounded: in number, for what `tpl` was given, and in UTF-16 units, of which each takes some 14 bytes of tree. What
 * has been asked for since half of it was full is kept, so that a chart has the same trees from its first world to its last.
 */
const maxTexts = 10_000;
const maxUnits = 2_000_000;

export function createParseCache(): ParseCache {
  let recent = new Map<string, Result<ParsedTemplate, TemplateError>>();
  let older: typeof recent = new Map();
  let units = 0;
  return {
    parse(source) {
      const { text } = source;
      const before = recent.get(text);
      if (before !== undefined) return before;
      const result =
        older.get(text) ??
        parseTemplate(source, {
          functions: known,
          name: mainName,
          maxBlocks: 500,
          maxParentheses: 200,
        });
      if (recent.size >= maxTexts || units > maxUnits) {
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
