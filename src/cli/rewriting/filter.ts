import { decide } from '../../cache/index.ts';
import { buildGraph } from '../../kustomize/index.ts';
import { rewriteOneText } from '../../rewrite/one-text.ts';
import { rulesToUndo, upstreamInstead, upstreamNames } from '../../rewrite/undo.ts';
import { cachedInstead, selectorRefusal } from '../../rewrite/wanted.ts';
import { judge } from '../../scan/index.ts';
import { fieldsOfTexts, laidOver } from '../../sources/configured/laid-over.ts';
import { extractImages, type FileImages } from '../../sources/extract.ts';
import { textSources } from '../../sources/index.ts';
import { withNamedRepositories } from '../../sources/open-tag.ts';
import { contentOf, positionAt, type SourceText, sourceText } from '../../text/index.ts';
import { CommandError, type ExitCode } from '../exit.ts';
import { openWorkspace } from '../workspace.ts';
import type { RewriteFlags } from './options.ts';
import { explainEachUntold, explainLeft, explainMissingRules } from './report.ts';

/**
 * `… | pullthrough rewrite -`: manifests or a Compose file from standard input to standard output. Nothing is printed unless all of
 * it could be read: whoever takes an empty answer for the truth would delete everything.
 */
export async function filterStandardInput(
  paths: readonly string[],
  flags: RewriteFlags,
  warn: (message: string) => void,
): Promise<ExitCode> {
  const modes = [flags.check, flags.diff, flags.write].filter((mode) => mode === true);
  if (paths.length > 1)
    throw new CommandError(
      '- stands alone: standard input goes to standard output, and files stay where they are',
    );
  if (modes.length > 0)
    throw new CommandError(
      'with - the text goes to standard output: --check, --diff and --write are for files',
    );
  const { registry, policy, settings, texts } = await openWorkspace(paths, flags, warn);
  const { loginServer } = registry;
  if (loginServer === undefined) throw noRegistry();
  const [given] = texts;
  if (given === undefined || given.text.trim() === '') {
    throw new CommandError('standard input is empty: did the command before the pipe fail?');
  }
  const source = sourceText(given.name, given.text);
  const fields = fieldsOfTexts({ fields: settings.imageFields, flags: settings.imageFlags });
  const read = (text: SourceText): FileImages =>
    withNamedRepositories(
      laidOver(extractImages(text, textSources, { buildArgs: settings.buildArgs }), text, fields),
    );
  const before = read(source);
  if (before.source === undefined) {
    throw new CommandError(
      `${given.name}: neither Kubernetes objects (YAML or JSON), nor a Compose file, nor a list of image references, one a line`,
    );
  }
  const [problem] = before.problems;
  if (problem !== undefined) {
    const { line, column } = positionAt(source, problem.span.start);
    throw new CommandError(`${given.name}:${line}:${column}: ${problem.message}`);
  }
  const { planned } = judge({ uses: before.uses, registry, policy, graph: buildGraph([]) });
  const rules = flags.existingRules === true ? registry : planned;
  const backwards = rulesToUndo(registry.rules, policy.targetPrefix);
  const { text, changed, left } = rewriteOneText(source, before, read, {
    wanted: (use) => {
      if (flags.undo === true) return upstreamInstead(use, loginServer, backwards);
      const cached = cachedInstead(use, (reference) => decide(reference, rules, policy));
      return cached && (selectorRefusal(use, source) ?? cached);
    },
    ...(flags.undo === true ? { spell: upstreamNames } : {}),
    unsafe: flags.unsafe === true,
  });
  process.stdout.write(contentOf(source, text));
  explainLeft(left, warn);
  explainEachUntold(before.unresolved, warn);
  if (flags.undo !== true) {
    const existing = new Set(registry.rules);
    const used = changed.flatMap(({ use }) => {
      const decision = decide(use.reference, rules, policy);
      return decision.status === 'covered' && !existing.has(decision.rule) ? [decision.rule] : [];
    });
    explainMissingRules([...new Set(used)], warn);
  }
  return 0;
}

export function noRegistry(): CommandError {
  return new CommandError(
    'no registry is configured, so there is nothing to redirect to',
    'set `registry` in pullthrough.yaml, or --registry team.azurecr.io',
  );
}
