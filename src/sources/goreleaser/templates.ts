import type { SourceText } from '../../text/source-text.ts';
import {
  type Choice,
  fieldAt,
  itemsAt,
  type Language,
  literal,
  type Placeholder,
  type Spot,
  through,
  type WrittenText,
  writtenAt,
} from '../ci/index.ts';

const ACTION = /\{\{.*?\}\}/gs;

const VARIABLE = /^\{\{-?\s*\.Env\.(\w+)\s*-?\}\}$/;

/** GoReleaser's templates: `{{ .Env.NAME }}` has the value that `env` gives it; everything else is known when a release is made. */
export function templatesOf(root: Spot, source: SourceText): Language {
  const variables = new Map<string, Choice>();
  for (const item of itemsAt(fieldAt(root, 'env'))) {
    const text = writtenAt(item, source);
    const [assigned, name = ''] = (text && /^(\w+)=/.exec(text.value)) ?? [];
    if (text === undefined || assigned === undefined || text.value.includes('{{')) continue;
    variables.set(name, through(literal(behindAssignment(text, assigned.length)), name));
  }
  return {
    find: (text) => [...text.matchAll(ACTION)].map(placeholder),
    lookUp: (expression) => {
      const value = variables.get(VARIABLE.exec(expression)?.[1] ?? '');
      if (value !== undefined) return [value];
      return { code: 'template', reason: `the expression ${expression} has no value here` };
    },
  };
}

function placeholder(match: RegExpExecArray): Placeholder {
  const [expression] = match;
  return { start: match.index, end: match.index + expression.length, expression };
}

function behindAssignment({ value, file, spanOf }: WrittenText, offset: number): WrittenText {
  return { value: value.slice(offset), file, spanOf: (start, end) => spanOf(start + offset, end + offset) };
}
