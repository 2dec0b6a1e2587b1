import type { Plan, PlanProblemCode } from '../cache/index.ts';
import { formatReference } from '../image/index.ts';
import type { EmitTarget } from './types.ts';

/** A plan as other programs read it. `importRules` and `importCredentialSets` read it again. */
export interface PlanDocument {
  readonly version: 1;
  readonly loginServer: string | null;
  readonly rules: readonly RuleDocument[];
  readonly credentialSets: readonly {
    readonly name: string;
    readonly loginServer: string;
    readonly usernameSecretId: string | null;
    readonly passwordSecretId: string | null;
  }[];
  readonly problems: readonly {
    readonly code: PlanProblemCode;
    readonly message: string;
    readonly references: readonly string[];
  }[];
  /** Rules that exist already and serve planned references. */
  readonly kept: readonly RuleDocument[];
}

export interface RuleDocument {
  readonly name: string;
  readonly sourceRepository: string;
  readonly targetRepository: string;
  readonly credentialSet: string | null;
  readonly serves: readonly string[];
}

export function planDocument(plan: Plan, { loginServer }: EmitTarget): PlanDocument {
  return {
    version: 1,
    loginServer: loginServer ?? null,
    rules: plan.rules.map(ruleDocument),
    credentialSets: plan.credentialSets.map(({ credentialSet }) => ({
      name: credentialSet.name,
      loginServer: credentialSet.loginServer,
      usernameSecretId: credentialSet.usernameSecretId ?? null,
      passwordSecretId: credentialSet.passwordSecretId ?? null,
    })),
    problems: plan.problems.map(({ code, message, references }) => ({
      code,
      message,
      references: references.map(formatReference),
    })),
    kept: plan.kept.filter(({ serves }) => serves.length > 0).map(ruleDocument),
  };
}

export function planJson(plan: Plan, target: EmitTarget): string {
  return `${JSON.stringify(planDocument(plan, target), null, 2)}\n`;
}

function ruleDocument({ rule, serves }: Pick<Plan['kept'][number], 'rule' | 'serves'>): RuleDocument {
  return {
    name: rule.name,
    sourceRepository: rule.source,
    targetRepository: rule.target,
    credentialSet: rule.credentialSet ?? null,
    serves: serves.map(formatReference),
  };
}
