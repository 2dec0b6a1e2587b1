import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { ScanReport } from '../audit/index.ts';
import { findProgram, isProgram } from '../host/index.ts';
import { helmSentence } from '../report/index.ts';
import type { ScanOptions } from '../scan/index.ts';
import { CommandError } from './exit.ts';

export interface HelmFlags {
  /** The program; empty for the one that is found on PATH. */
  readonly helm?: string;
}

export function addHelmOption(command: Command): Command {
  return command.option(
    '--helm [=program]',
    'render every Helm chart with an installed helm too, and tell where it differs (a debugging aid)',
  );
}

/** `--helm` alone takes nothing: what stands behind it is a path to read, as everywhere. */
export function withoutHelmValue(args: readonly string[]): readonly string[] {
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  return args.map((arg, index) => (arg === '--helm' && index < end ? '--helm=' : arg));
}

/** The Helm to compare with, where that was asked for. One that is not there ends the command. */
export function helmToCompare({ helm }: HelmFlags): Pick<ScanOptions, 'helm'> {
  if (helm === undefined) return {};
  const found = helm === '' ? findProgram('helm', process.env) : helm;
  if (found === undefined)
    throw new CommandError(
      '--helm: there is no helm on PATH',
      'Install it, or name it: --helm=/path/to/helm.',
    );
  const program = resolve(found);
  if (!isProgram(program)) throw new CommandError(`--helm: ${helm} is no program that can be run`);
  return { helm: { program, environment: process.env } };
}

/** For reports that have no place for it. */
export function warnOfHelm(
  { helm }: Pick<ScanReport, 'helm'>,
  specs: readonly { readonly format: string }[],
  warn: (message: string) => void,
): void {
  if (helm === undefined || specs.some(({ format }) => format === 'pretty' || format === 'json')) return;
  if (helm.charts.some(({ equal }) => !equal))
    warn(`${helmSentence(helm)} \`--output json\` tells where they differ`);
}
