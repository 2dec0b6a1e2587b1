import type { Dockerfile, Instruction } from '../../formats/dockerfile/index.ts';
import type { Problem } from '../source.ts';
import { isTemplate, templateMark } from './template-marks.ts';

/** A FROM and the instructions that follow it. */
export interface Stage {
  readonly index: number;
  /** In lower case, as BuildKit keeps it. */
  readonly name: string | undefined;
  readonly from: Instruction;
  readonly instructions: readonly Instruction[];
}

export interface Stages {
  readonly stages: readonly Stage[];
  readonly problems: readonly Problem[];
}

export function readStages(file: Dockerfile): Stages {
  const problems: Problem[] = [];
  let early: Instruction | undefined;
  const stages: (Stage & { readonly instructions: Instruction[] })[] = [];
  for (const instruction of file.instructions) {
    const stage = stages.at(-1);
    if (instruction.name === 'from') {
      const index = stages.length;
      stages.push({ index, name: stageName(instruction, problems), from: instruction, instructions: [] });
    } else if (stage !== undefined) {
      stage.instructions.push(instruction);
    } else if (instruction.name !== 'arg') {
      early ??= instruction;
    }
  }
  if (early !== undefined && !isTemplate(file)) {
    problems.push({ span: early.keyword.span, message: 'only ARG can stand before the first FROM' });
  }
  return { stages, problems };
}

function stageName({ words, rest }: Instruction, problems: Problem[]): string | undefined {
  if (words.length === 1) return undefined;
  const filledIn = templateMark(rest.text) !== undefined;
  const as = words.findIndex(({ text }, index) => index > 0 && text.toLowerCase() === 'as');
  const name = words[as + 1];
  if (as === -1 || name === undefined || (!filledIn && (as !== 1 || words.length !== 3))) {
    if (filledIn) return undefined;
    problems.push({ span: rest.span, message: 'FROM takes an image, or an image, AS and a name' });
    return undefined;
  }
  const lower = name.text.toLowerCase();
  if (/^[a-z][a-z0-9-_.]*$/.test(lower)) return lower;
  if (filledIn) return undefined;
  const message = 'the name of a stage begins with a letter and holds only letters, digits, - _ and .';
  problems.push({ span: name.span, message });
  return undefined;
}
