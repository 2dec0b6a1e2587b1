import { locationOf, type SourceText } from '../text/index.ts';
import { readTree } from './from-yaml.ts';
import type { ConfigIssue, ConfigProblem } from './issue.ts';
import { normalize } from './normalize.ts';
import { configSchemaFor } from './schema.ts';
import { type ConfigContext, semanticIssues } from './semantics.ts';
import type { PartialSettings } from './settings.ts';
import { validate } from './validate.ts';

export interface ConfigFile {
  /** Undefined when there is an error among the problems. */
  readonly settings: PartialSettings | undefined;
  /** In the order of the text. */
  readonly problems: readonly ConfigProblem[];
}

/** Reads `pullthrough.yaml` (YAML or JSON). A file with any error gives no settings: half a configuration would let images pass that were meant to be checked. */
export function readConfig(source: SourceText, context: ConfigContext): ConfigFile {
  const { root, issues } = readTree(source);
  if (root === undefined) {
    return issues.length === 0
      ? { settings: {}, problems: [toProblem(emptyFile, source)] }
      : { settings: undefined, problems: issues.map((issue) => toProblem(issue, source)) };
  }
  const found = validate(root, configSchemaFor(context.checks));
  const all = found.length > 0 ? found : semanticIssues(root, context);
  const problems = all
    .toSorted((a, b) => a.span.start - b.span.start)
    .map((issue) => toProblem(issue, source));
  const failed = problems.some((problem) => problem.severity === 'error');
  return { settings: failed ? undefined : normalize(root, context.checks), problems };
}

const emptyFile: ConfigIssue = {
  code: 'empty',
  severity: 'warning',
  message: 'the configuration file is empty: all settings have their defaults',
  span: { start: 0, end: 0 },
};

function toProblem({ span, ...issue }: ConfigIssue, source: SourceText): ConfigProblem {
  return { ...issue, file: source.path, ...locationOf(source, span) };
}
