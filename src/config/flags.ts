import type { ConfigIssueCode } from './issue.ts';
import type { ConfigContext } from './semantics.ts';
import type { PartialSettings } from './settings.ts';
import { type GivenText, readTexts, textSettings } from './text-settings.ts';

export interface FlagProblem {
  readonly code: ConfigIssueCode;
  /** `--fail-on`. */
  readonly flag: string;
  readonly message: string;
  readonly hint?: string;
}

export interface ConfigFlags {
  readonly settings: PartialSettings;
  readonly problems: readonly FlagProblem[];
}

/**
 * The settings that flags give: by the flag's name without dashes (`fail-on`), its value, or all its values where it
 * may be repeated. Values are not split: a build argument may hold commas.
 */
export function readFlags(
  flags: Readonly<Record<string, string | readonly string[] | undefined>>,
  context: ConfigContext,
): ConfigFlags {
  const given = Object.entries(flags).flatMap(([name, value]): GivenText[] => {
    const setting = Object.hasOwn(textSettings, name) ? textSettings[name] : undefined;
    if (setting === undefined) throw new Error(`no setting is given by --${name}`);
    const texts = typeof value === 'string' ? [value] : value;
    return texts === undefined ? [] : [{ label: `--${name}`, setting, texts }];
  });
  const { settings, issues } = readTexts(given, context);
  return {
    settings,
    problems: issues.map(({ label, severity: _, ...issue }) => ({ ...issue, flag: label })),
  };
}
