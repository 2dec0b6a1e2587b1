import { anyAt } from './args.ts';
import { text } from './make.ts';
import { writeToml } from './to-toml.ts';
import { FunctionFailure, type Functions } from './types.ts';

/** TOML (helm 4.2.3, pkg/engine/funcs.go): of what cannot be written `toToml` gives the error as the text. */
export const toml: Functions = {
  toToml: {
    params: ['any'],
    run: (args) => {
      try {
        return text(writeToml(anyAt(args, 0)));
      } catch (thrown) {
        if (thrown instanceof FunctionFailure) return text(thrown.message);
        throw thrown;
      }
    },
  },
  mustToToml: { params: ['any'], run: (args) => text(writeToml(anyAt(args, 0))) },
};
