import { ruleProblems } from '../audit/index.ts';
import type { Plan } from '../cache/index.ts';
import { azScript, planJson } from '../emit/index.ts';
import { readOutputs } from '../report/index.ts';
import { judge, judgedPlaces } from '../scan/index.ts';
import { CommandError, type ExitCode } from './exit.ts';
import type { RepositoryFlags } from './flags.ts';
import { emit } from './output.ts';
import { kustomizeGraph, openWorkspace, scanWorkspace, warnOfUnread } from './workspace.ts';

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
  const outputs = readOutputs(flags.output.length === 0 ? ['az'] : flags.output, 'rules', ['az', 'json']);
  if (!outputs.ok) throw new CommandError(outputs.error.message);
  const workspace = await openWorkspace(paths, flags, warn);
  const { registry, policy, settings } = workspace;
  const found = await scanWorkspace(workspace, warn);
  const { plan } = judge({
    uses: judgedPlaces(found.report).uses,
    registry,
    policy,
    graph: kustomizeGraph(found, workspace),
  });
  const { loginServer } = registry;
  const target = {
    ...(loginServer === undefined ? {} : { loginServer }),
    ...(settings.registry?.name === undefined ? {} : { registryName: settings.registry.name }),
  };
  for (const { format, file } of outputs.value) emit(emitters[format](plan, target), file);
  const { conflicts, missingCredentials } = ruleProblems(registry);
  for (const { message } of [...plan.problems, ...conflicts, ...missingCredentials]) warn(message);
  warnOfUnread(found, warn);
  return flags.check === true && missing(plan) ? 1 : 0;
}

function missing({ rules, credentialSets }: Plan): boolean {
  return rules.length > 0 || credentialSets.length > 0;
}
