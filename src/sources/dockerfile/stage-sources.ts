import {
  type EscapeCharacter,
  expandWord,
  type Instruction,
  knownText,
  mountSources,
  type Word,
} from '../../formats/dockerfile/index.ts';
import type { FoundImage } from '../image-use.ts';
import type { Problem } from '../source.ts';
import { foundUnresolved, foundWord } from './found.ts';
import type { Stage } from './stages.ts';
import { templateMark } from './template-marks.ts';

const NO_EXPANSION =
  'BuildKit expands no variable here (buildah does): name a stage whose FROM holds the variable instead';

/** What COPY --from and RUN --mount can name besides images. */
interface States {
  readonly escapeCharacter: EscapeCharacter;
  /** The last stage of each name, in lower case. */
  readonly indexOf: ReadonlyMap<string, number>;
  readonly stages: number;
  /** Stages and what else BuildKit numbers: each image, and each mount without `from`, as it comes. */
  count: number;
  readonly found: FoundImage[];
  readonly problems: Problem[];
}

/**
 * The images that instructions copy or mount from, in source order. A name is that of any stage, in any case, or else
 * of an image; a stage must come before the one that uses it (BuildKit, `convert.go`, `toCommand`).
 */
export function stageSources(
  stages: readonly Stage[],
  escapeCharacter: EscapeCharacter,
): { readonly found: readonly FoundImage[]; readonly problems: readonly Problem[] } {
  const indexOf = new Map<string, number>();
  for (const { name, index } of stages) if (name !== undefined) indexOf.set(name, index);
  const states: States = {
    escapeCharacter,
    indexOf,
    stages: stages.length,
    count: stages.length,
    found: [],
    problems: [],
  };
  for (const { index, instructions } of stages) {
    for (const instruction of instructions) {
      if (instruction.trigger !== undefined) readSources(states, instruction.trigger, undefined);
      else readSources(states, instruction, index);
    }
  }
  return states;
}

/** `stage` is undefined under ONBUILD: another build runs the instruction, with stages of its own. */
function readSources(states: States, instruction: Instruction, stage: number | undefined): void {
  const prefix = stage === undefined ? 'ONBUILD ' : '';
  if (instruction.name === 'copy') copySource(states, instruction, stage, `${prefix}COPY --from`);
  else if (instruction.name === 'run') mounts(states, instruction, stage, `${prefix}RUN --mount from`);
}

function copySource(states: States, copy: Instruction, stage: number | undefined, path: string): void {
  const [from, again] = copy.flags.filter(({ name }) => name === 'from');
  if (again !== undefined) states.problems.push({ span: again.span, message: 'COPY takes one --from only' });
  if (from === undefined) return;
  if (from.value === undefined) {
    states.problems.push({ span: from.span, message: '--from has no value' });
  } else if (from.value.text !== '') {
    const template = templateMark(from.value.text);
    if (template !== undefined)
      add(states, foundUnresolved(path, from.value.span, from.value.text, template), stage);
    else if (!isLiteral(from.value, states.escapeCharacter)) refuse(states, from.value, path);
    else if (/^[+-]?[0-9]+$/.test(from.value.text)) numbered(states, from.value, stage);
    else named(states, from.value, stage, path);
  }
}

/** Whether expansion would leave the word as it is; BuildKit refuses any other. */
function isLiteral(word: Word, escapeCharacter: EscapeCharacter): boolean {
  const expanded = expandWord(word, escapeCharacter, () => ({ kind: 'undeclared' }));
  return expanded.ok && expanded.value.origin.length === 0 && knownText(expanded.value.value) === word.text;
}

function refuse({ found: images }: States, word: Word, path: string): void {
  const reason = word.text.includes('$')
    ? ({ code: 'variable', reason: NO_EXPANSION } as const)
    : ({ code: 'invalid', reason: 'BuildKit takes no quotes and no escapes here' } as const);
  images.push(foundUnresolved(path, word.span, word.text, reason));
}

function numbered(states: States, word: Word, stage: number | undefined): void {
  if (stage === undefined) return;
  const index = Number(word.text);
  if (index < 0 || index >= states.count) {
    states.problems.push({ span: word.span, message: `there is no stage ${word.text}` });
  } else if (index < states.stages && index >= stage) {
    states.problems.push({ span: word.span, message: `stage ${word.text} is not built before this one` });
  }
}

function named(states: States, word: Word, stage: number | undefined, path: string): void {
  const index = states.indexOf.get(word.text.toLowerCase());
  if (index === undefined) {
    if (word.text === 'scratch') states.count++;
    else add(states, foundWord(path, word), stage);
  } else if (stage !== undefined && index >= stage) {
    states.problems.push({ span: word.span, message: `stage ${word.text} is not built before this one` });
  }
}

function add(states: States, image: FoundImage, stage: number | undefined): void {
  states.found.push(image);
  if (stage !== undefined) states.count++;
}

function mounts(states: States, run: Instruction, stage: number | undefined, path: string): void {
  for (const source of mountSources(run)) {
    if (source.ok) {
      if (source.value === undefined) states.count++;
      else mounted(states, source.value, stage, path);
      continue;
    }
    const { code, word } = source.error;
    if (code === 'expansion' && word !== undefined) refuse(states, word, path);
    else {
      const message =
        code === 'no-value' ? '--mount has no value' : '--mount is no list of comma-separated values';
      states.problems.push({ span: word?.span ?? run.keyword.span, message });
    }
  }
}

function mounted(states: States, word: Word, stage: number | undefined, path: string): void {
  const template = templateMark(word.text);
  if (template === undefined) named(states, word, stage, path);
  else add(states, foundUnresolved(path, word.span, word.text, template), stage);
}
