import { Command, CommanderError, Option } from 'commander';
import { auditFormats, scanFormats } from '../report/index.ts';
import { type AuditFlags, auditCommand } from './audit.ts';
import type { ExitCode } from './exit.ts';
import { explain } from './explain.ts';
import { failOnFlag, settingFlags } from './flags.ts';
import { type KustomizeFlags, kustomizeCommand } from './kustomize.ts';
import { type RulesFlags, rulesCommand } from './rules.ts';
import { say } from './say.ts';
import { type ScanFlags, scanCommand } from './scan.ts';
import { version } from './version.ts';

/** Runs the command line; usage errors come back as exit code 2, with commander's message already printed. */
export async function run(args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = build((result) => {
    code = result;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
  return code;
}

type Action<Flags> = (
  paths: readonly string[],
  flags: Flags,
  warn: (message: string) => void,
) => Promise<ExitCode>;

function build(finish: (code: ExitCode) => void): Command {
  const program = new Command('pullthrough')
    .description(
      'Find every container image a repository pulls, and route it through the cache of an Azure Container Registry.',
    )
    .version(version, '-V, --version')
    .helpCommand(false)
    .showHelpAfterError('(add --help for the options)')
    .exitOverride();

  const action =
    <Flags extends { readonly quiet?: boolean }>(run: Action<Flags>) =>
    async (paths: readonly string[], flags: Flags): Promise<void> => {
      const warn = (message: string): void => {
        if (flags.quiet !== true) say(`warning: ${message}`);
      };
      finish(await run(paths, flags, warn));
    };

  repositoryCommand(program, 'scan', 'list every image that the files make somebody pull')
    .addOption(outputOption(scanFormats))
    .action(action<ScanFlags>(scanCommand));

  repositoryCommand(
    program,
    'audit',
    'check every image against the cache rules; exit code 1 when a finding fails',
  )
    .addOption(outputOption(auditFormats))
    .option(`--${failOnFlag.name} ${failOnFlag.value}`, failOnFlag.description)
    .action(action<AuditFlags>(auditCommand));

  repositoryCommand(program, 'rules', 'print the cache rules and credential sets that are missing')
    .addOption(outputOption(['az', 'json']))
    .option('--check', 'exit with 1 when a rule is missing')
    .action(action<RulesFlags>(rulesCommand));

  repositoryCommand(program, 'kustomize', 'send the images of every kustomization through the cache')
    .option('--check', 'exit with 1 when a kustomization would change')
    .option('--diff', 'print what would change')
    .option('--write', 'write the images: entries into the outermost kustomizations')
    .option('--existing-rules', 'leave out images whose cache rule does not exist yet')
    .action(action<KustomizeFlags>(kustomizeCommand));

  program
    .command('explain')
    .description('print what a check looks for, why, and how to fix it')
    .argument('[check]', 'PT001, or uncovered-image; without it all checks are listed')
    .action((name: string | undefined) => finish(explain(name)));

  return program;
}

const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [
  ...(before ?? []),
  value,
];

function outputOption(formats: readonly string[]): Option {
  return new Option('-o, --output <format[=file]>', `${formats.join(', ')}; may be repeated`)
    .argParser(collect)
    .default([], formats[0]);
}

/** A command that reads a repository: its paths and the options that all of them share. */
function repositoryCommand(program: Command, name: string, description: string): Command {
  const command = program
    .command(name)
    .description(description)
    .argument('[path...]', 'files, directories or globs (default: the working directory)')
    .option('-c, --config <file>', 'configuration file (default: pullthrough.yaml, found upwards)')
    .option('--no-config', 'read no configuration file');
  for (const { name: flag, value, description: text, repeatable } of settingFlags) {
    if (repeatable) command.option(`--${flag} ${value}`, `${text}; may be repeated`, collect);
    else command.option(`--${flag} ${value}`, text);
  }
  return command
    .option('--no-ignore', 'read what .gitignore leaves out, too')
    .addOption(
      new Option('--color <when>', 'colour the output').choices(['auto', 'always', 'never']).default('auto'),
    )
    .option('-q, --quiet', 'no warnings');
}
