import { err, ok, type Result } from '../../result.ts';
import { csvFields } from './csv-fields.ts';
import type { Instruction, Word } from './types.ts';
import { subWord } from './word.ts';

/** Why BuildKit refuses a `--mount`. */
export interface MountError {
  readonly code: 'no-value' | 'not-csv' | 'expansion';
  readonly word: Word | undefined;
}

/** The `from=` of one `RUN --mount`; undefined where it has none or an empty one. */
export type MountSource = Result<Word | undefined, MountError>;

/**
 * What each `--mount` of a RUN instruction mounts from, in order. The last `from=` of a mount counts, and its key may
 * be written in any case. Variables are expanded in the other fields, never in this one: a `$` before its last
 * character is an error (BuildKit, `commands_runmount.go`, `parseMount`).
 */
export function mountSources(run: Instruction): readonly MountSource[] {
  return run.flags.filter(({ name }) => name === 'mount').map(({ value }) => mountSource(value));
}

function mountSource(mount: Word | undefined): MountSource {
  if (mount === undefined || mount.text === '') return err({ code: 'no-value', word: mount });
  const fields = csvFields(mount);
  if (fields === undefined) return err({ code: 'not-csv', word: mount });
  let from: Word | undefined;
  for (const field of fields) {
    const equals = field.text.indexOf('=');
    if (equals === -1 || field.text.slice(0, equals).toLowerCase() !== 'from') continue;
    from = subWord(field, equals + 1, field.text.length);
    const dollar = from.text.indexOf('$');
    if (dollar !== -1 && dollar !== from.text.length - 1) return err({ code: 'expansion', word: from });
  }
  return ok(from?.text === '' ? undefined : from);
}
