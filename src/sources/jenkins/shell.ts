import type { Fragment } from '../../text/index.ts';
import { addCommands, fragmentsAt, type Reading } from '../ci/index.ts';
import type { Script } from '../groovy/index.ts';
import { evaluate, isWord, type Stretch, spanOf, stretchOf } from '../groovy/index.ts';
import type { TextValue } from '../text-values.ts';

/** The images in what a step has a shell do. */
export function readShell(script: Script, expression: Stretch, path: string, reading: Reading): void {
  addCommands(reading, fragmentsOf(script, expression), path, {
    variable: (name) => environmentVariable(script, name),
  });
}

/** The text of a string as a shell gets it: what Groovy puts into it comes in where the expression stands. */
function fragmentsOf(script: Script, expression: Stretch): readonly Fragment[] {
  const { path } = script.source;
  const token = expression.tokens.list[expression.start];
  if (token?.kind !== 'string') {
    return fragmentsAt(evaluate(script, expression)[0], { file: path, span: spanOf(expression) });
  }
  return token.parts.flatMap((part): readonly Fragment[] => {
    const place = { file: path, span: part.span };
    if (part.kind === 'text') return [{ kind: 'text', text: part.value, place, use: place }];
    const inside = stretchOf(script.source, part.inside.start, part.inside.end);
    return fragmentsAt(evaluate(script, inside)[0], place);
  });
}

/** What is set in `environment` and by `env.NAME = …`, which shells see. */
function environmentVariable(script: Script, name: string): readonly TextValue[] | undefined {
  const [binding] = script.bindings.get(name) ?? [];
  if (binding === undefined || isWord(binding.value.tokens.list[binding.value.start], name)) return undefined;
  const use = { file: script.source.path, span: spanOf(binding.value) };
  return evaluate(script, binding.value).map((choice) => ({
    fragments: fragmentsAt(choice, use),
    origin: choice.origin,
  }));
}
