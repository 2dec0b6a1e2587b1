import type { ExitCode } from './exit.ts';
import type { RepositoryFlags } from './flags.ts';
import { type HelmFlags, helmToCompare, warnOfHelm } from './helm-option.ts';
import { outputSpecs, writeScan } from './output.ts';
import { why } from './why.ts';
import { openWorkspace, scanWorkspace } from './workspace.ts';

export interface ScanFlags extends RepositoryFlags, HelmFlags {
  readonly output: readonly string[];
  /** The image to explain. */
  readonly why?: string;
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
  const scanned = await scanWorkspace(workspace, warn, helm);
  if (flags.why !== undefined) return why(flags.why, scanned, workspace, flags.color);
  const { report } = scanned;
  writeScan(report, specs, flags.color);
  warnOfHelm(report, specs, warn);
  return 0;
}
