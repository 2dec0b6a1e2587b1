import type { ConfigIssue } from './issue.ts';
import { normalize } from './normalize.ts';
import { configSchemaFor } from './schema.ts';
import { type ConfigContext, semanticIssues } from './semantics.ts';
import type { PartialSettings } from './settings.ts';
import type { ConfigEntry, ConfigNode } from './tree.ts';
import { validate } from './validate.ts';

/** What a text stands for: a value, a list of values, or a list of `KEY=VALUE`. */
export type TextForm = 'value' | 'list' | 'pairs';

export interface TextSetting {
  /** Where the value belongs in the configuration: `['plan', 'keyVault']`. */
  readonly path: readonly [key: string, ...keys: string[]];
  readonly form: TextForm;
}

/**
 * The settings that a flag (`--fail-on`) or a variable (`PULLTHROUGH_FAIL_ON`) can give. The rest (rules, credential sets,
 * exemptions) are lists of maps and belong in a file, which `rules-file` and its like can name.
 */
export const textSettings: Readonly<Record<string, TextSetting>> = {
  registry: { path: ['registry'], form: 'value' },
  'rules-file': { path: ['rulesFile'], form: 'list' },
  'credential-sets-file': { path: ['credentialSetsFile'], form: 'list' },
  'repositories-file': { path: ['repositoriesFile'], form: 'list' },
  own: { path: ['own'], form: 'list' },
  include: { path: ['include'], form: 'list' },
  exclude: { path: ['exclude'], form: 'list' },
  'max-file-size': { path: ['maxFileSize'], form: 'value' },
  'build-args': { path: ['buildArgs'], form: 'pairs' },
  variables: { path: ['variables'], form: 'pairs' },
  'helm-values': { path: ['helm', 'values'], form: 'list' },
  'helm-set': { path: ['helm', 'set'], form: 'list' },
  'helm-dependencies': { path: ['helm', 'dependencies'], form: 'list' },
  'helm-kube-version': { path: ['helm', 'kubeVersion'], form: 'value' },
  'helm-api-versions': { path: ['helm', 'apiVersions'], form: 'list' },
  checks: { path: ['checks'], form: 'pairs' },
  'fail-on': { path: ['failOn'], form: 'value' },
  'plan-granularity': { path: ['plan', 'granularity'], form: 'value' },
  'plan-targets': { path: ['plan', 'targets'], form: 'pairs' },
  'plan-key-vault': { path: ['plan', 'keyVault'], form: 'value' },
};

/** One setting given as text. */
export interface GivenText {
  /** How the user knows it: `--fail-on`, `$PULLTHROUGH_FAIL_ON`. */
  readonly label: string;
  readonly setting: TextSetting;
  /** One element for a value; any number for lists and pairs. */
  readonly texts: readonly string[];
}

export interface LabelledIssue extends Omit<ConfigIssue, 'span'> {
  readonly label: string;
}

export interface ReadTexts {
  /** What was given without an error. */
  readonly settings: PartialSettings;
  readonly issues: readonly LabelledIssue[];
}

/** Reads settings that were given as text by the same schema as the configuration file. */
export function readTexts(given: readonly GivenText[], context: ConfigContext): ReadTexts {
  const issues: LabelledIssue[] = [];
  const entries: ConfigEntry[] = [];
  const schema = configSchemaFor(context.checks);
  for (const { label, setting, texts } of given) {
    const entry = entryAt(setting.path, toNode(setting.form, texts));
    const tree = mapOf([entry]);
    const malformed = unpaired(setting, texts);
    const invalid = malformed.length > 0 ? malformed : validate(tree, schema);
    const found = invalid.length > 0 ? invalid : semanticIssues(tree, context);
    for (const { span: _, ...issue } of found) issues.push({ ...issue, label });
    if (found.length === 0) entries.push(entry);
  }
  return { settings: normalize(joined(entries), context.checks), issues };
}

const nowhere = { start: 0, end: 0 };

function scalar(text: string): ConfigNode {
  return { kind: 'scalar', value: text, text, span: nowhere };
}

function mapOf(entries: readonly ConfigEntry[]): ConfigNode {
  return { kind: 'map', entries, span: nowhere };
}

function toNode(form: TextForm, texts: readonly string[]): ConfigNode {
  if (form === 'value') return scalar(texts.at(-1) ?? '');
  if (form === 'list') return { kind: 'list', items: texts.map(scalar), span: nowhere };
  return mapOf(
    texts.map((text) => {
      const equals = text.indexOf('=');
      const [key, value] = equals === -1 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)];
      return { key: key.trim(), keySpan: nowhere, value: scalar(value) };
    }),
  );
}

function unpaired({ path, form }: TextSetting, texts: readonly string[]): readonly ConfigIssue[] {
  const wrong = form === 'pairs' ? texts.filter((text) => !text.includes('=')) : [];
  return wrong.map((text) => ({
    code: 'wrong-value',
    severity: 'error',
    message: `${path.join('.')}: expected NAME=VALUE, found "${text}"`,
    span: nowhere,
  }));
}

function entryAt([key, ...keys]: TextSetting['path'], value: ConfigNode): ConfigEntry {
  const [next, ...further] = keys;
  return {
    key,
    keySpan: nowhere,
    value: next === undefined ? value : mapOf([entryAt([next, ...further], value)]),
  };
}

/** One map of all entries; maps under the same key (`plan`) become one. */
function joined(entries: readonly ConfigEntry[]): ConfigNode {
  const byKey = new Map<string, ConfigEntry>();
  for (const entry of entries) {
    const before = byKey.get(entry.key)?.value;
    const both =
      before?.kind === 'map' && entry.value.kind === 'map'
        ? [...before.entries, ...entry.value.entries]
        : undefined;
    byKey.set(entry.key, both === undefined ? entry : { ...entry, value: mapOf(both) });
  }
  return mapOf([...byKey.values()]);
}
