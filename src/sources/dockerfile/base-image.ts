import {
  builtText,
  type EscapeCharacter,
  expandWord,
  type Instruction,
  knownText,
  subWord,
  type Value,
  type Word,
} from '../../formats/dockerfile/index.ts';
import type { Span } from '../../text/span.ts';
import type { FoundImage } from '../image-use.ts';
import type { Problem } from '../source.ts';
import { found, foundUnresolved } from './found.ts';
import type { GlobalArgs } from './global-args.ts';
import { missingValue } from './missing-value.ts';
import { templateMark } from './template-marks.ts';

export interface BaseContext {
  readonly escapeCharacter: EscapeCharacter;
  readonly args: GlobalArgs;
  /** Names of the stages before this one: FROM does not see later ones. */
  readonly earlier: ReadonlySet<string>;
  readonly problems: Problem[];
}

/** The image that a FROM names; undefined where it names an earlier stage, `scratch`, or nothing. */
export function baseImage(from: Instruction, context: BaseContext): FoundImage | undefined {
  const template = templateReference(from);
  if (template !== undefined) return template;
  const [word] = from.words;
  if (word === undefined) return undefined;
  const span = unquotedSpan(word);
  const expanded = expandWord(word, context.escapeCharacter, context.args.scope);
  if (!expanded.ok) {
    const { code, message } = expanded.error;
    const reason = { code: code === 'required' ? 'variable' : 'invalid', reason: message } as const;
    return foundUnresolved('FROM', span, word.text, reason);
  }
  const { value, origin } = expanded.value;
  const provenance = origin.length === 0 ? {} : { origin };
  const built = builtText(value);
  if (built === undefined ? selectsStage(value, context.earlier) : isStageOrScratch(built, span, context)) {
    return undefined;
  }
  const missing = missingValue(value, built, context.args.stageArgs);
  if (missing !== undefined || built === undefined) {
    const reason = missing ?? { code: 'variable', reason: 'its value is not known' };
    return { ...foundUnresolved('FROM', span, knownText(value), reason), ...provenance };
  }
  return { ...found('FROM', span, built, value), ...provenance };
}

/** A reference with template marks may hold blanks: it goes up to AS. */
function templateReference({ rest }: Instruction): FoundImage | undefined {
  const as = /[\t\v\f\r ]as[\t\v\f\r ]/i.exec(rest.text);
  const text = subWord(rest, 0, rest.text.slice(0, as?.index ?? rest.text.length).trimEnd().length);
  const reason = templateMark(text.text);
  return reason === undefined ? undefined : foundUnresolved('FROM', text.span, text.text, reason);
}

function unquotedSpan(word: Word): Span {
  const { text } = word;
  const quote = text[0];
  const whole =
    (quote === '"' || quote === "'") && text.length > 2 && text.indexOf(quote, 1) === text.length - 1;
  return whole ? subWord(word, 1, text.length - 1).span : word.span;
}

function isStageOrScratch(name: string, span: Span, { earlier, problems }: BaseContext): boolean {
  if (earlier.has(name) || name === 'scratch') return true;
  const stage = name.toLowerCase();
  if (!earlier.has(stage)) return false;
  problems.push({ span, message: `FROM finds a stage by its name in lower case only: ${stage}` });
  return true;
}

/** More stages than anybody writes. */
const MAX_COMPARED = 1000;

/** `FROM base-${TARGETARCH}` chooses among the stages `base-amd64`, `base-arm64`: whichever it is, it is no image. */
function selectsStage(value: Value, earlier: ReadonlySet<string>): boolean {
  const first = value.findIndex(({ kind }) => kind === 'hole');
  const last = value.findLastIndex(({ kind }) => kind === 'hole');
  const prefix = knownText(value.slice(0, first));
  const suffix = knownText(value.slice(last + 1));
  if (prefix + suffix === '' || earlier.size > MAX_COMPARED) return false;
  return [...earlier].some(
    (name) =>
      name.length >= prefix.length + suffix.length && name.startsWith(prefix) && name.endsWith(suffix),
  );
}
