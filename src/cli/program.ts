import { Command, CommanderError, Option } from 'commander';
import { auditFormats, scanFormats } from '../report/index.ts';
import { type AuditFlags, auditCommand } from './audit.ts';
import { collect } from './collect.ts';
import type { ExitCode } from './exit.ts';
import { explain } from './explain.ts';
import { failOnFlag, settingFlags } from './flags.ts';
import { addHelmOption, withoutHelmValue } from './helm-option.ts';
import { helmValuesCommand } from './helm-values/command.ts';
import { addHelmValuesOptions, type HelmValuesFlags } from './helm-values/options.ts';
import { kustomizeCommand } from './kustomize.ts';
import { addKustomizeOptions, type KustomizeFlags } from './kustomizing/options.ts';
import { pinCommand } from './pin.ts';
import { addPinOptions, type PinFlags } from './pinning/options.ts';
import { rewriteCommand } from './rewrite.ts';
import { addRewriteOptions, type RewriteFlags } from './rewriting/options.ts';
import { type RulesFlags, rulesCommand } from './rules.ts';
import { say } from './say.ts';
import { type ScanFlags, scanCommand } from './scan.ts';
import { type ServeFlags, serveCommand } from './serve.ts';
import { addServerOptions } from './serving/options.ts';
import { addStoreCommands } from './store/commands.ts';
import { verifyCommand } from './verify.ts';
import { addVerifyOptions, type VerifyFlags } from './verifying/options.ts';
import { version } from './version.ts';

/** Runs the command line; usage errors come back as exit code 2, with commander's message already printed. */
export async function run(args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = build((result) => {
    code = result;
  });
  try {
    await program.parseAsync(withoutHelmValue(args), { from: 'user' });
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
    async (paths: readonly string[], flags: Flags): Promise<void> =>
      finish(await run(paths, flags, warner(flags)));

  addHelmOption(repositoryCommand(program, 'scan', 'list every image that the files make somebody pull'))
    .addOption(outputOption(scanFormats))
    .option(
      '--why <image>',
      'tell where an image comes from: the places that name it, and the texts that its name is made of',
    )
    .action(action<ScanFlags>(scanCommand));

  addHelmOption(
    repositoryCommand(
      program,
      'audit',
      'check every image against the cache rules; exit code 1 when a finding fails',
    ),
  )
    .addOption(outputOption(auditFormats))
    .option(`--${failOnFlag.name} ${failOnFlag.value}`, failOnFlag.description)
    .action(action<AuditFlags>(auditCommand));

  repositoryCommand(program, 'rules', 'print the cache rules and credential sets that are missing')
    .addOption(outputOption(['az', 'json']))
    .option('--check', 'exit with 1 when a rule is missing')
    .action(action<RulesFlags>(rulesCommand));

  addKustomizeOptions(
    repositoryCommand(program, 'kustomize', 'send the images of every kustomization through the cache'),
  ).action(action<KustomizeFlags>(kustomizeCommand));

  const pin = repositoryCommand(program, 'pin', 'give every image the digest that its tag names');
  addPinOptions(pin).action(action<PinFlags>(pinCommand));
  const rewrite = repositoryCommand(program, 'rewrite', 'make references name the cache where they stand');
  addRewriteOptions(rewrite).action(action<RewriteFlags>(rewriteCommand));

  const helmValues = configurationCommand(
    program,
    'helm-values',
    'print the values that send every image of a Helm chart through the cache',
    ['registry', 'rules-file'],
  );
  addHelmValuesOptions(helmValues).action(async (chart: string | undefined, flags: HelmValuesFlags) => {
    finish(await helmValuesCommand(chart, flags, warner(flags)));
  });

  const verify = repositoryCommand(
    program,
    'verify',
    'pull every cached image through a local registry with the same rules',
  ).addOption(outputOption(auditFormats));
  addVerifyOptions(verify).action(action<VerifyFlags>(verifyCommand));

  const serve = configurationCommand(
    program,
    'serve',
    'run a registry on this machine that serves the cache rules',
    ['registry', 'rules-file'],
  );
  addServerOptions(serve)
    .option('-q, --quiet', 'no warnings, and no text for people')
    .action(async (flags: ServeFlags) => {
      finish(await serveCommand(flags, warner(flags)));
    });

  addStoreCommands(program, {
    configured: (command) => configured(command, ['registry', 'rules-file']),
    finish,
    warner,
  });

  program
    .command('explain')
    .description('print what a check looks for, why, and how to fix it')
    .argument('[check]', 'PT001, or uncovered-image; without it all checks are listed')
    .action((name: string | undefined) => finish(explain(name)));

  return program;
}

function outputOption(formats: readonly string[]): Option {
  return new Option('-o, --output <format[=file]>', `${formats.join(', ')}; may be repeated`)
    .argParser(collect)
    .default([], formats[0]);
}

function warner(flags: { readonly quiet?: boolean }): (message: string) => void {
  return (message) => {
    if (flags.quiet !== true) say(`warning: ${message}`);
  };
}

/** A command that reads the configuration, with a flag for each of the named settings. */
function configurationCommand(
  program: Command,
  name: string,
  description: string,
  settings: readonly string[],
): Command {
  return configured(program.command(name).description(description), settings);
}

function configured(command: Command, settings: readonly string[]): Command {
  command
    .option('-c, --config <file>', 'configuration file (default: pullthrough.yaml, found upwards)')
    .option('--no-config', 'read no configuration file');
  for (const { name: flag, value, description: text, repeatable } of settingFlags) {
    if (!settings.includes(flag)) continue;
    if (repeatable) command.option(`--${flag} ${value}`, `${text}; may be repeated`, collect);
    else command.option(`--${flag} ${value}`, text);
  }
  return command;
}

/** A command that reads a repository: its paths and the options that all of them share. */
function repositoryCommand(program: Command, name: string, description: string): Command {
  const flags = settingFlags.map((flag) => flag.name);
  return configurationCommand(program, name, description, flags)
    .argument('[path...]', 'files, directories or globs (default: the working directory)')
    .option('--no-ignore', 'read what .gitignore leaves out, too')
    .addOption(
      new Option('--color <when>', 'colour the output').choices(['auto', 'always', 'never']).default('auto'),
    )
    .option('-q, --quiet', 'no warnings');
}
