import { logicalLines, subWord, type Word } from '../../formats/dockerfile/index.ts';

/** A line of an Earthfile: the head of a target, or a command. */
export type Statement =
  | { readonly kind: 'target'; readonly name: string }
  | {
      readonly kind: 'command';
      /** `FROM`, `SAVE IMAGE`, `WITH DOCKER`, `ELSE IF`. */
      readonly name: string;
      /** What follows, to the end of the line. */
      readonly rest: Word;
    };

const TARGET = /^([A-Za-z][\w.-]*):[ \t]*(?:#.*)?$/;
const COMMAND =
  /^(SAVE[ \t]+(?:IMAGE|ARTIFACT)|WITH[ \t]+DOCKER|DOCKER[ \t]+(?:PULL|LOAD)|ELSE[ \t]+IF|FROM[ \t]+DOCKERFILE|[A-Z]+)(?:[ \t]+|$)/;

/** The lines of an Earthfile, in their order. Lines that are neither are left out: the rest can still be read. */
export function statements(text: string): readonly Statement[] {
  return logicalLines(text).flatMap((line): readonly Statement[] => {
    const target = atLineStart(text, line) ? TARGET.exec(line.text) : null;
    if (target?.[1] !== undefined) return [{ kind: 'target', name: target[1] }];
    const command = COMMAND.exec(line.text);
    if (command?.[1] === undefined) return [];
    const rest = subWord(line, command[0].length, line.text.trimEnd().length);
    return [{ kind: 'command', name: command[1].replace(/[ \t]+/g, ' '), rest }];
  });
}

function atLineStart(text: string, { span }: Word): boolean {
  return span.start === 0 || text[span.start - 1] === '\n';
}
