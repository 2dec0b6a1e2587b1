import { callsOf, type Token } from '../starlark/index.ts';

/** What a rule makes of its image, and which of its arguments names the repository. */
export interface Rule {
  readonly purpose: 'build' | 'push';
  readonly repository: readonly string[];
}

const pull: Rule = { purpose: 'build', repository: ['image', 'repository'] };
const push: Rule = { purpose: 'push', repository: ['repository'] };

/** Rules under their own names; `_oci_pull` is what files call a rule that they load beside a macro of that name. */
const known: readonly (readonly [name: string, rule: Rule])[] = [
  ['container_pull', pull],
  ['_container_pull', pull],
  ['oci_pull', pull],
  ['_oci_pull', pull],
  ['container_push', push],
  ['oci_push', push],
];

/**
 * The rules of a file by the names that it has for them: a module names the extension of rules_oci, and the rule of rules_img, as
 * it likes (bazel.build, `external/extension`).
 */
export function rulesOf(tokens: readonly Token[]): ReadonlyMap<string, Rule> {
  const rules = new Map(known);
  for (const { name, positional, assigned } of callsOf(tokens, new Set(['use_extension', 'use_repo_rule']))) {
    const [file, named] = positional;
    if (assigned === undefined || file === undefined) continue;
    if (name === 'use_extension' && /\boci\/extensions\.bzl$|\boci:extensions\.bzl$/.test(file.value))
      rules.set(`${assigned}.pull`, pull);
    else if (
      name === 'use_repo_rule' &&
      /pull\.bzl$/.test(file.value) &&
      named?.value.endsWith('pull') === true
    )
      rules.set(assigned, pull);
  }
  return rules;
}
