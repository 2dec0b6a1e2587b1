import type { Command } from 'commander';
import { collect } from '../collect.ts';
import type { ConfigurationFlags } from '../flags.ts';

export interface HelmValuesFlags extends ConfigurationFlags {
  readonly values?: readonly string[];
  readonly set?: readonly string[];
  readonly setString?: readonly string[];
  readonly output?: string;
  readonly check?: boolean;
  readonly diff?: boolean;
  /** Leave out images whose rule does not exist yet. */
  readonly existingRules?: boolean;
}

export function addHelmValuesOptions(command: Command): Command {
  return command
    .argument(
      '[chart]',
      "a chart's folder or .tgz, or a file that has charts installed, such as a HelmRelease (default: all below the working directory)",
    )
    .option('-f, --values <file>', 'values file that the chart is given; may be repeated', collect)
    .option(
      '--set <key=value>',
      'value that the chart is given, as `helm --set` takes it; may be repeated',
      collect,
    )
    .option('--set-string <key=value>', 'the same, always a string; may be repeated', collect)
    .option('-o, --output <file>', 'write the values into a file; those of several charts into a folder')
    .option(
      '--check',
      'exit with 1 when the file would change, or, without one, when there are images to redirect',
    )
    .option('--diff', 'print what would change in the file')
    .option('--existing-rules', 'leave out images whose cache rule does not exist yet')
    .option('-q, --quiet', 'no warnings');
}
