import type { RuleProblem, Violation } from '../types.ts';

/** What the cache layer says about rules, as violations with the same help. */
export function ruleViolations(problems: readonly RuleProblem[], help: string): readonly Violation[] {
  return problems.map(({ rules, message, severity }) => {
    const [rule] = rules;
    return {
      subject: { kind: 'rules', rules },
      message,
      help,
      ...(severity === undefined ? {} : { atMost: severity }),
      ...(rule === undefined ? {} : { rule }),
    };
  });
}
