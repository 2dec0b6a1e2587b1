import type { Value } from '../values/value.ts';
import { anyAt } from './args.ts';
import { text } from './make.ts';
import { writeToml } from './to-toml.ts';
import { FunctionFailure, type Functions } from './types.ts';

/** TOML (helm 4.2.3, pkg/engine/funcs.go): of what cannot be written `toToml` gives the error as the text. */
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
  mustToToml: { params: ['any'], run: (args) => text(writeToml(notNil(args))) },
};

/** Of nil the encoder panics. */
function notNil(args: readonly Value[]): Value {
  const value = anyAt(args, 0);
  if (value.kind === 'nil') throw new FunctionFailure('reflect: call of reflect.Value.Type on zero Value');
  return value;
}
