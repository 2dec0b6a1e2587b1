import type { ExitCode } from './exit.ts';
import type { RepositoryFlags } from './flags.ts';
import { type HelmFlags, helmToCompare, warnOfHelm } from './helm-option.ts';
import { outputSpecs, writeScan } from './output.ts';
import { openWorkspace, scanWorkspace } from './workspace.ts';

export interface ScanFlags extends RepositoryFlags, HelmFlags {
  readonly output: readonly string[];
}

/** `pullthrough scan [PATH...]`: every image that the files make somebody pull. */
export async function scanCommand(
  paths: readonly string[],
  flags: ScanFlags,
  warn: (message: string) => void,
): Promise<ExitCode> {
  const specs = outputSpecs(flags.output, 'scan');
  const helm = helmToCompare(flags);
  const workspace = await openWorkspace(paths, flags, warn);
  const { report } = await scanWorkspace(workspace, warn, helm);
  writeScan(report, specs, flags.color);
  warnOfHelm(report, specs, warn);
  return 0;
}
