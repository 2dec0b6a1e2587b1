import type { Plan } from '../cache/index.ts';
import { azScript, planJson } from '../emit/index.ts';
import { judge } from '../scan/index.ts';
import { CommandError, type ExitCode } from './exit.ts';
import type { RepositoryFlags } from './flags.ts';
import { emit } from './output.ts';
import { kustomizeGraph, openWorkspace, scanWorkspace } from './workspace.ts';

export interface RulesFlags extends RepositoryFlags {
  /** `az`, `json`, each with an optional `=FILE`. */
  readonly output: readonly string[];
  readonly check?: boolean;
}

const emitters = { az: azScript, json: planJson } as const;

/** `pullthrough rules [PATH...]`: the cache rules and credential sets that are missing. With `--check` exit code 1 when any is. */
export async function rulesCommand(
  paths: readonly string[],
  flags: RulesFlags,
  warn: (message: string) => void,
): Promise<ExitCode> {
  const specs = (flags.output.length === 0 ? ['az'] : flags.output).map(parseSpec);
  if (specs.filter(({ file }) => file === undefined).length > 1) {
    throw new CommandError('only one output can be printed; give the others a file, as in json=rules.json');
  }
  const workspace = await openWorkspace(paths, flags, warn);
  const { registry, policy, settings } = workspace;
  const found = scanWorkspace(workspace);
  const { plan } = judge({
    uses: found.report.uses,
    registry,
    policy,
    graph: kustomizeGraph(found, workspace),
  });
  const { loginServer } = registry;
  const target = {
    ...(loginServer === undefined ? {} : { loginServer }),
    ...(settings.registry?.name === undefined ? {} : { registryName: settings.registry.name }),
  };
  for (const { format, file } of specs) emit(emitters[format](plan, target), file);
  for (const { message } of plan.problems) warn(message);
  return flags.check === true && missing(plan) ? 1 : 0;
}

function missing({ rules, credentialSets }: Plan): boolean {
  return rules.length > 0 || credentialSets.length > 0;
}

function parseSpec(text: string): {
  readonly format: keyof typeof emitters;
  readonly file: string | undefined;
} {
  const [format = '', file] = text.split(/=(.*)/s, 2);
  if (format !== 'az' && format !== 'json') {
    throw new CommandError(`rules has no output format "${format}"`, 'it knows az and json');
  }
  if (file === '') throw new CommandError(`--output ${text} names no file after the =`);
  return { format, file };
}
