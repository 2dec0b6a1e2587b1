import { literalFragment, type SourceText } from '../../text/index.ts';
import {
  type Choice,
  expand,
  fieldAt,
  itemsAt,
  type Language,
  literal,
  type Placeholder,
  type Spot,
  textAt,
  through,
  writtenAt,
} from '../ci/index.ts';

const EXPRESSION =
  /\$\$|\\\$|\$\{([A-Za-z_]\w*)((?::?[-?]|:)[^}\n]*)?\}|\$([A-Za-z_]\w*)|\{\{\s*(matrix(?:\.[\w-]+)?)\s*\}\}/g;

/** `$NAME`, `${NAME:-default}` and `{{matrix.name}}`; `$$NAME` is left to the shell. */
function findExpressions(text: string): readonly Placeholder[] {
  if (!/[$]|\{\{/.test(text)) return [];
  return [...text.matchAll(EXPRESSION)]
    .filter(([match]) => match !== '$$' && match !== '\\$')
    .map((match) => ({ start: match.index, end: match.index + match[0].length, expression: match[0] }));
}

/** What the agent interpolates when it uploads a pipeline: the pipeline's own `env`, nearest first. */
export function languageOf(
  environment: readonly Spot[],
  matrix: Spot | undefined,
  source: SourceText,
  depth = 0,
): Language {
  return {
    find: findExpressions,
    lookUp: (expression, { text, start }) => {
      const axis = /^\{\{\s*matrix\.?([\w-]*)/.exec(expression)?.[1];
      if (axis !== undefined) {
        const values = matrixValues(matrix, axis, source);
        return values.length > 0 ? values : { code: 'template', reason: `${expression} has no value here` };
      }
      const [, name = '', operator = '', fallback = ''] = /^\$\{?(\w+)(:?-)?([^}]*)/.exec(expression) ?? [];
      const given = depth > 8 ? undefined : environmentValue(name, environment, matrix, source, depth);
      if (given !== undefined) return given;
      if (operator !== '') {
        const end = start + expression.length - 1;
        const span = text.spanOf(end - fallback.length, end);
        return [{ fragments: [literalFragment(fallback, text.file, span)], origin: [name] }];
      }
      return { code: 'variable', reason: `variable ${name} has no value here` };
    },
  };
}

function environmentValue(
  name: string,
  environment: readonly Spot[],
  matrix: Spot | undefined,
  source: SourceText,
  depth: number,
): readonly Choice[] | undefined {
  for (const env of environment) {
    const text = writtenAt(fieldAt(env, name), source);
    if (text === undefined) continue;
    const language = languageOf(environment, matrix, source, depth + 1);
    return expand(text, language).map((choice) => through(choice, name));
  }
  return undefined;
}

/** The values of an axis, those that adjustments add among them. */
function matrixValues(matrix: Spot | undefined, axis: string, source: SourceText): readonly Choice[] {
  const setup = fieldAt(matrix, 'setup') ?? matrix;
  const list = axis === '' ? setup : fieldAt(setup, axis);
  const added = itemsAt(fieldAt(matrix, 'adjustments')).map((adjustment) => {
    const given = fieldAt(adjustment, 'with');
    return axis === '' ? given : fieldAt(given, axis);
  });
  const name = axis === '' ? 'matrix' : `matrix.${axis}`;
  return [...itemsAt(list), ...added].flatMap((item) => {
    const text = item === undefined || textAt(item) === undefined ? undefined : writtenAt(item, source);
    return text === undefined ? [] : [through(literal(text), name)];
  });
}
