import { joinText, piecesAt, placeAt } from '../joined-text.ts';
import { joined, type TextValue, unknownValue, usedBy } from '../text-values.ts';

/** What names stand for; undefined for one that is not known. */
export interface Names {
  readonly file: string;
  readonly variable: (name: string, depth: number) => readonly TextValue[];
  readonly input: (name: string) => readonly TextValue[];
}

/** Variables that hold variables. */
const DEEPEST = 8;

/** `$$`, `$NAME`, `${NAME}`, `%NAME%` (GitLab, "Where variables can be used") and `$[[ inputs.name ]]`. */
const REFERENCE =
  /\$\$|\$\{(?<braced>[A-Za-z_]\w*)\}|\$(?<plain>[A-Za-z_]\w*)|%(?<percent>[A-Za-z_]\w*)%|\$\[\[\s*inputs\.(?<input>[\w-]+)[^\]]*\]\]/g;

const INPUT = /\$\[\[\s*inputs\.(?<input>[\w-]+)[^\]]*\]\]/g;

/** The texts that a text is with its variables and inputs filled in. */
export function expanded(fragments: TextValue['fragments'], names: Names, depth = 0): readonly TextValue[] {
  return filledIn(fragments, names, depth, REFERENCE);
}

/** The same with inputs alone: what a shell sees of a script. */
export function withInputs(fragments: TextValue['fragments'], names: Names): readonly TextValue[] {
  return filledIn(fragments, names, 0, INPUT);
}

function filledIn(
  fragments: TextValue['fragments'],
  names: Names,
  depth: number,
  pattern: RegExp,
): readonly TextValue[] {
  const source = joinText(fragments);
  const { text } = source;
  if (!/[$%]/.test(text)) return [{ fragments, origin: [] }];
  if (depth > DEEPEST) return [unknownValue('its variables name each other without end')];
  const parts: (readonly TextValue[])[] = [];
  let at = 0;
  const literal = (start: number, end: number): void => {
    if (start < end) parts.push([{ fragments: piecesAt(source, { start, end }), origin: [] }]);
  };
  for (const match of text.matchAll(pattern)) {
    const [written] = match;
    const { braced, plain, percent, input = '' } = match.groups ?? {};
    literal(at, match.index);
    at = match.index + written.length;
    if (written === '$$') {
      literal(at - 1, at);
      continue;
    }
    const span = placeAt(source, { start: match.index, end: at }, names.file);
    const name = braced ?? plain ?? percent;
    const values = name === undefined ? names.input(input) : names.variable(name, depth + 1);
    const origin = name ?? `inputs.${input}`;
    parts.push(span === undefined ? values : usedBy(values, { file: names.file, span }, origin));
  }
  literal(at, text.length);
  return joined(parts);
}
