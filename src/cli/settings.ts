import { relative, resolve, sep } from 'node:path';
import { checks } from '../audit/index.ts';
import {
  type ConfigContext,
  type ConfigProblem,
  type LayeredSettings,
  mergeLayers,
  readConfig,
  readEnvironment,
  readFlags,
} from '../config/index.ts';
import { findConfig, readText } from '../host/index.ts';
import { isCredentialVariable } from '../registry/credentials/environment.ts';
import { sourceText } from '../text/index.ts';
import { CommandError } from './exit.ts';
import { type ConfigurationFlags, givenSettings } from './flags.ts';

/** Variables with our prefix that are no settings. */
const otherVariables = ['PULLTHROUGH_CONFIG', 'PULLTHROUGH_DEBUG'];

export interface LoadedSettings extends LayeredSettings {
  /** Absolute path of the configuration file that was read. */
  readonly configFile?: string;
  readonly warnings: readonly string[];
}

export interface SettingsPlace {
  readonly cwd: string;
  /** Where the search for the configuration file begins, and where it ends. Absolute. */
  readonly start: string;
  readonly root: string;
  readonly today: string;
}

/** Flags over environment over file over defaults. Any error in a layer ends the command. */
export function loadSettings(flags: ConfigurationFlags, place: SettingsPlace): LoadedSettings {
  const { cwd, today } = place;
  const context: ConfigContext = { checks, today };
  const given = readFlags(givenSettings(flags), context);
  const [wrong] = given.problems;
  if (wrong !== undefined) throw new CommandError(`${wrong.flag}: ${wrong.message}`, wrong.hint);
  const problems: ConfigProblem[] = [];
  const others = [...otherVariables, ...Object.keys(process.env).filter(isCredentialVariable)];
  const environment = readEnvironment(process.env, others, context);
  problems.push(...environment.problems);

  const configFile = configPath(flags, place);
  let file = {};
  const warnings: string[] = [];
  if (configFile !== undefined) {
    const shown = shownPath(configFile.path, cwd);
    for (const shadowed of configFile.shadowed) {
      warnings.push(`${shownPath(shadowed, cwd)} is not read: ${shown} stands beside it`);
    }
    const content = readText(configFile.path, { maxBytes: 10_000_000 });
    if (content.kind !== 'text') {
      throw new CommandError(`${shown}: ${content.kind === 'skipped' ? content.reason : 'not read'}`);
    }
    const read = readConfig(sourceText(shown, content.text), context);
    problems.push(...read.problems);
    file = read.settings ?? {};
  }
  warnings.push(...problems.filter(({ severity }) => severity === 'warning').map(describe));
  const errors = problems.filter(({ severity }) => severity === 'error').map(describe);
  if (errors.length > 0) throw new CommandError(errors.join('\nerror: '));
  return {
    ...mergeLayers({ flags: given.settings, environment: environment.settings, file }),
    ...(configFile === undefined ? {} : { configFile: configFile.path }),
    warnings,
  };
}

function configPath(
  flags: ConfigurationFlags,
  { cwd, start, root }: SettingsPlace,
): { readonly path: string; readonly shadowed: readonly string[] } | undefined {
  if (flags.config === false) return undefined;
  const named = typeof flags.config === 'string' ? flags.config : process.env.PULLTHROUGH_CONFIG;
  if (named !== undefined && named !== '') return { path: resolve(cwd, named), shadowed: [] };
  return findConfig(start, root);
}

function describe({ file, line, column, message, hint }: ConfigProblem): string {
  const place = file.startsWith('$') ? file : `${file}:${line}:${column}`;
  return `${place}: ${message}${hint === undefined ? '' : `. ${hint}`}`;
}

function shownPath(path: string, cwd: string): string {
  return relative(cwd, path).split(sep).join('/') || path;
}
