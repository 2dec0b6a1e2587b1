import type { SourceText } from '../../text/source-text.ts';
import type { Extraction, Source } from '../source.ts';
import { callsOf, tokensOf } from '../starlark/index.ts';
import { imageOfCall } from './image-of-call.ts';
import { rulesOf } from './rules.ts';

/**
 * Bazel's workspaces, modules and macros: the images that rules_oci, rules_docker and rules_img pull for what they build on, and
 * where they push.
 */
export const bazel: Source = {
  id: 'bazel',
  claims: (path) =>
    /(?:^|\/)(?:WORKSPACE|BUILD)(?:\.bazel|\.bzlmod)?$|\.(?:bzl|MODULE\.bazel)$|(?:^|\/)MODULE\.bazel$/.test(
      path,
    ),
  hints: ['container_pull', 'oci_pull', 'oci.pull', 'pull.bzl', 'oci_push', 'container_push', '.pull('],
  extract: extractWorkspace,
};

function extractWorkspace({ text }: SourceText): Extraction {
  const tokens = tokensOf(text);
  const rules = rulesOf(tokens);
  const calls = callsOf(tokens, new Set(rules.keys()));
  const found = calls.flatMap((call) => {
    const rule = rules.get(call.name);
    const image = rule === undefined ? undefined : imageOfCall(call, rule);
    return image === undefined ? [] : [image];
  });
  return { found: found.sort((a, b) => a.span.start - b.span.start), problems: [] };
}
