import type { RuleProblem } from '../audit/index.ts';
import { audit, verdict } from '../audit/index.ts';
import { type CacheRegistry, conflicts, missingCredentials } from '../cache/index.ts';
import { judge } from '../scan/index.ts';
import type { ExitCode } from './exit.ts';
import type { RepositoryFlags } from './flags.ts';
import { outputSpecs, writeAudit } from './output.ts';
import { checkLevels, kustomizeGraph, openWorkspace, scanWorkspace } from './workspace.ts';

export interface AuditFlags extends RepositoryFlags {
  readonly output: readonly string[];
}

/** `pullthrough audit [PATH...]`: what of it the cache serves, and what is wrong. Exit code 1 when a finding fails. */
export async function auditCommand(
  paths: readonly string[],
  flags: AuditFlags,
  warn: (message: string) => void,
): Promise<ExitCode> {
  const specs = outputSpecs(flags.output, 'audit');
  const workspace = await openWorkspace(paths, flags, warn);
  const { settings, registry, policy, configFile } = workspace;
  if (registry.loginServer === undefined) {
    warn('no registry is configured: set `registry` in pullthrough.yaml, or --registry team.azurecr.io');
  }
  const found = scanWorkspace(workspace);
  const { uses } = judge({
    uses: found.report.uses,
    registry,
    policy,
    graph: kustomizeGraph(found, workspace),
  });
  const report = audit({
    uses,
    unresolved: found.report.unresolved,
    skipped: found.report.skipped,
    files: found.report.files,
    registry,
    conflicts: conflicts(registry),
    missingCredentials: credentialProblems(registry),
    directives: found.directives,
    settings: { levels: checkLevels(settings), ...(configFile === undefined ? {} : { configFile }) },
  });
  writeAudit(report, specs, flags.color, settings.failOn);
  return verdict(report, settings.failOn);
}

/** ACR refuses the rule, or its pulls fail; what is merely superfluous is left alone. */
function credentialProblems(registry: CacheRegistry): readonly RuleProblem[] {
  return registry.rules.flatMap((rule) => {
    const problem = missingCredentials(rule, registry);
    return problem?.severity === 'error' ? [{ rules: [rule], message: problem.message }] : [];
  });
}
