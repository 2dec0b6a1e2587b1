import type { Value } from '../../values/value.ts';
import { anyAt, textAt } from '../args.ts';
import { table, text } from '../make.ts';
import { FunctionFailure, type Functions } from '../types.ts';
import { readToml } from './read.ts';
import { writeToml } from './write.ts';

/**
 * TOML (helm 4.2.3, pkg/engine/funcs.go): of what cannot be written `toToml` gives the error as the text, of what cannot be read
 * `fromToml` has it under `Error`.
 */
export const toml: Functions = {
  toToml: {
    params: ['any'],
    run: (args) => {
      const value = notNil(args);
      try {
        return text(writeToml(value));
      } catch (thrown) {
        if (thrown instanceof FunctionFailure) return text(thrown.message);
        throw thrown;
      }
    },
  },
  fromToml: {
    params: ['string'],
    run: (args) => {
      try {
        return readToml(textAt(args, 0));
      } catch (thrown) {
        if (thrown instanceof FunctionFailure) return table([['Error', text(thrown.message)]]);
        throw thrown;
      }
    },
  },
  mustToToml: { params: ['any'], run: (args) => text(writeToml(notNil(args))) },
};

/** Of nil the encoder panics. */
function notNil(args: readonly Value[]): Value {
  const value = anyAt(args, 0);
  if (value.kind === 'nil') throw new FunctionFailure('reflect: call of reflect.Value.Type on zero Value');
  return value;
}
