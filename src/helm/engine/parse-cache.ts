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

/** What is kept of texts that `tpl` was given is bounded; most of them are short and come again. */
const maxTexts = 20_000;

export function createParseCache(): ParseCache {
  const parsed = new Map<string, Result<ParsedTemplate, TemplateError>>();
  return {
    parse(source) {
      const before = parsed.get(source.text);
      if (before !== undefined) return before;
      const result = parseTemplate(source, {
        functions: known,
        name: mainName,
        maxBlocks: 500,
        maxParentheses: 200,
      });
      if (parsed.size >= maxTexts) parsed.clear();
      parsed.set(source.text, result);
      return result;
    },
  };
}
