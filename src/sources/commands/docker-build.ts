import { type ShellWord, shapeOf } from '../../formats/shell/index.ts';
import type { Call } from './call.ts';
import { dockerVerb } from './docker.ts';
import { optionValues, splitArguments } from './split-arguments.ts';

/** The words of a command that builds a Dockerfile. */
export interface BuildCall {
  readonly command: string;
  /** `NAME=value`, or the name alone. */
  readonly args: readonly ShellWord[];
  readonly dockerfile: ShellWord | undefined;
  readonly context: ShellWord | undefined;
}

const engines: ReadonlySet<string> = new Set(['docker', 'podman', 'nerdctl', 'buildah', 'finch']);

const verbs: ReadonlySet<string> = new Set(['build', 'bud', 'build-using-dockerfile']);

/** Whatever else `build` knows takes a value. */
const flags: ReadonlySet<string> = new Set(
  `q quiet no-cache pull force-rm rm squash squash-all compress load push check D debug disable-content-trust tls-verify layers
  help no-logs no-push no-wait no-format insecure verbose only-show-errors cleanup reproducible single-snapshot use-new-run
  skip-unused-stages skip-tls-verify skip-tls-verify-pull`.split(/\s+/),
);

/** The build that a command asks for: `docker build`, `az acr build`, and kaniko's executor. */
export function buildOf(call: Call): BuildCall | undefined {
  const { text, tool, words } = call;
  if (engines.has(tool)) {
    const verb = dockerVerb(call);
    const name = verb?.verb.split(' ').at(-1) ?? '';
    return verb !== undefined && verbs.has(name) ? callOf(text, verb.words, verb.command) : undefined;
  }
  if (tool === 'executor') return callOf(text, words, 'kaniko');
  const [first, second] = words.slice(0, 2).map((word) => shapeOf(text, word));
  const isAcr = tool === 'az' && first === 'acr' && second === 'build';
  return isAcr ? callOf(text, words.slice(2), 'az acr build') : undefined;
}

function callOf(text: string, words: readonly ShellWord[], command: string): BuildCall | undefined {
  const args = splitArguments(text, words, { flags });
  const given = optionValues(args, 'build-arg');
  if (given.length === 0) return undefined;
  const [named] = optionValues(args, 'c', 'context');
  const [dockerfile] = optionValues(args, 'f', 'file', 'dockerfile');
  return { command, args: given, dockerfile, context: args.positionals[0] ?? named };
}
