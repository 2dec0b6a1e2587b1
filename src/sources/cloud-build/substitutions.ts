import type { SourceText } from '../../text/source-text.ts';
import {
  type Choice,
  expand,
  fieldAt,
  type Language,
  type Placeholder,
  type Spot,
  through,
  writtenAt,
} from '../ci/index.ts';

const EXPRESSION = /\$\$|\$\{([A-Z_][A-Z0-9_]*)([^}\n]*)\}|\$([A-Z_][A-Z0-9_]*)/g;

/** `$_NAME`, `${_NAME}`, with the operators of Bash behind the name; `$$` is a dollar sign. */
function findExpressions(text: string): readonly Placeholder[] {
  if (!text.includes('$')) return [];
  return [...text.matchAll(EXPRESSION)]
    .filter(([match]) => match !== '$$')
    .map((match) => ({ start: match.index, end: match.index + match[0].length, expression: match[0] }));
}

/** How deep values of substitutions name others. */
const DEEPEST = 8;

/** Substitutions with the values that the file gives them; a trigger may give others. */
export function languageOf(substitutions: Spot | undefined, source: SourceText, depth = 0): Language {
  return {
    find: findExpressions,
    lookUp: (expression) => {
      const [, name = '', operator = ''] = /^\$\{?(\w+)([^}]*)/.exec(expression) ?? [];
      const text = writtenAt(fieldAt(substitutions, name), source);
      if (text === undefined || depth > DEEPEST || operator !== '') {
        const reason = name.startsWith('_')
          ? `substitution ${name} has no value here`
          : `${name} is known only when the build runs`;
        return { code: 'variable', reason };
      }
      const values: readonly Choice[] = expand(text, languageOf(substitutions, source, depth + 1));
      return values.map((value) => through(value, name));
    },
  };
}
