import { audit, ruleProblems, verdict } from '../audit/index.ts';
import {
  entryProblems,
  findPluginFlags,
  judge,
  judgedPlaces,
  unenabledPlugins,
  withIdleEntries,
} from '../scan/index.ts';
import type { SourceText } from '../text/index.ts';
import type { ExitCode } from './exit.ts';
import type { RepositoryFlags } from './flags.ts';
import { type HelmFlags, helmToCompare, warnOfHelm } from './helm-option.ts';
import { withLockedDigests } from './locked-digests.ts';
import { outputSpecs, writeAudit } from './output.ts';
import { readSource } from './read-source.ts';
import { checkLevels, kustomizeGraph, openWorkspace, scanWorkspace } from './workspace.ts';

export interface AuditFlags extends RepositoryFlags, HelmFlags {
  readonly output: readonly string[];
}

/** `pullthrough audit [PATH...]`: what of it the cache serves, and what is wrong. Exit code 1 when a finding fails. */
export async function auditCommand(
  paths: readonly string[],
  flags: AuditFlags,
  warn: (message: string) => void,
): Promise<ExitCode> {
  const specs = outputSpecs(flags.output, 'audit');
  const helm = helmToCompare(flags);
  const workspace = await openWorkspace(paths, flags, warn);
  const { settings, registry, policy, configFile } = workspace;
  if (registry.loginServer === undefined) {
    warn('no registry is configured: set `registry` in pullthrough.yaml, or --registry team.azurecr.io');
  }
  const found = await scanWorkspace(workspace, warn, helm);
  const graph = kustomizeGraph(found, workspace);
  const places = judgedPlaces(found.report);
  const { uses } = judge({ uses: places.uses, registry, policy, graph });
  const sourceOf = (file: string): SourceText | undefined => readSource(workspace.root, file)?.source;
  const unenabled = unenabledPlugins(
    found.kustomizations,
    (file) => sourceOf(file)?.text,
    () => findPluginFlags(workspace.root),
  );
  const problems = entryProblems(found, graph, sourceOf);
  const audited = audit({
    uses: withLockedDigests(withIdleEntries(uses, problems), workspace.root, warn),
    unresolved: places.unresolved,
    skipped: found.report.skipped,
    files: found.report.files,
    registry,
    ...ruleProblems(registry),
    entryProblems: [...problems, ...unenabled],
    directives: found.directives,
    settings: { levels: checkLevels(settings), ...(configFile === undefined ? {} : { configFile }) },
  });
  const report = found.report.helm === undefined ? audited : { ...audited, helm: found.report.helm };
  for (const { file, line, checks } of report.unusedSuppressions) {
    warn(
      `${file}:${line}: this pullthrough-ignore comment suppresses nothing${checks.length === 0 ? '' : ` of ${checks.join(', ')}`}`,
    );
  }
  writeAudit(report, specs, flags.color, settings.failOn);
  warnOfHelm(report, specs, warn);
  return verdict(report, settings.failOn);
}
