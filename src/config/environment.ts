import type { ConfigProblem } from './issue.ts';
import type { ConfigContext } from './semantics.ts';
import type { PartialSettings } from './settings.ts';
import { suggest } from './suggest.ts';
import { type GivenText, readTexts, type TextSetting, textSettings } from './text-settings.ts';

const prefix = 'PULLTHROUGH_';

/** `fail-on` is PULLTHROUGH_FAIL_ON. */
const byVariable: ReadonlyMap<string, TextSetting> = new Map(
  Object.entries(textSettings).map(([name, setting]) => [
    prefix + name.toUpperCase().replaceAll('-', '_'),
    setting,
  ]),
);

/** The names of all variables that give a setting. */
export const settingVariables: readonly string[] = [...byVariable.keys()];

/** Kubernetes announces a Service called "pullthrough" to every pod of its namespace with variables of these names. */
const serviceLink = /^PULLTHROUGH_(SERVICE_|PORT$|PORT_)/;

export interface ConfigEnvironment {
  /** What the variables give; a variable with an error gives nothing. */
  readonly settings: PartialSettings;
  readonly problems: readonly ConfigProblem[];
}

/**
 * The settings that environment variables give. An empty variable counts as not set. `others` are the variables with our
 * prefix that are read elsewhere; any further one is a warning.
 */
export function readEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  others: readonly string[],
  context: ConfigContext,
): ConfigEnvironment {
  const given: GivenText[] = [];
  const unknown: ConfigProblem[] = [];
  for (const [name, content] of Object.entries(env).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const text = content?.trim() ?? '';
    if (!name.startsWith(prefix) || text === '' || others.includes(name) || serviceLink.test(name)) continue;
    const setting = byVariable.get(name);
    if (setting === undefined) unknown.push(unknownVariable(name, others));
    else
      given.push({ label: `$${name}`, setting, texts: setting.form === 'value' ? [text] : splitList(text) });
  }
  const { settings, issues } = readTexts(given, context);
  const problems = issues.map(({ label, ...issue }) => ({ ...issue, file: label, ...wholeText }));
  return { settings, problems: [...problems, ...unknown] };
}

const wholeText = { line: 1, column: 1, endLine: 1, endColumn: 1 };

function unknownVariable(name: string, others: readonly string[]): ConfigProblem {
  const meant = suggest(name, [...settingVariables, ...others]);
  return {
    code: 'unknown-variable',
    severity: 'warning',
    message: `the variable ${name} sets nothing`,
    file: `$${name}`,
    ...wholeText,
    ...(meant === undefined ? {} : { hint: `Did you mean ${meant}?` }),
  };
}

/** Splits at line ends where there are any, else at commas, but not inside the braces of a glob: `a/{b,c}.yaml,d`. */
function splitList(text: string): readonly string[] {
  const parts = text.includes('\n') ? text.split('\n') : splitAtCommas(text);
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function splitAtCommas(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '{') depth++;
    else if (character === '}' && depth > 0) depth--;
    else if (character === ',' && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return [...parts, text.slice(start)];
}
