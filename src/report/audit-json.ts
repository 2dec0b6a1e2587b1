import type { AuditedUse, Finding } from '../audit/index.ts';
import type { CacheRule, Decision } from '../cache/types.ts';
import { formatReference, withDefaultTag } from '../image/index.ts';
import { helmJson } from './shared/helm.ts';
import { JSON_VERSION, objectJson, printJson, restJson, unresolvedJson, useJson } from './shared/json.ts';
import { byPlace, inOrder } from './shared/order.ts';
import type { AuditReporter } from './types.ts';

/** The scan's object with a `decision` for each use, the findings, and what was suppressed. */
export const auditJson: AuditReporter = (report) =>
  printJson({
    version: JSON_VERSION,
    uses: [...report.uses].sort((left, right) => byPlace(left.use, right.use)).map(auditedJson),
    unresolved: inOrder(report.unresolved).map(unresolvedJson),
    findings: report.findings.map(findingJson),
    suppressed: report.suppressed.map(({ finding, line, reason }) => ({
      ...findingJson(finding),
      suppression: { kind: 'comment', line, ...(reason === undefined ? {} : { reason }) },
    })),
    unusedSuppressions: report.unusedSuppressions,
    summary: report.summary,
    ...restJson(report),
    ...helmJson(report.helm),
  });

function auditedJson({ use, decision, redirectedBy }: AuditedUse): Record<string, unknown> {
  return {
    ...useJson(use),
    decision: decisionJson(decision),
    ...(redirectedBy === undefined ? {} : { redirectedBy }),
  };
}

function decisionJson(decision: Decision): Record<string, unknown> {
  const { status } = decision;
  switch (status) {
    case 'covered':
      return { status, rule: decision.rule.name, cached: formatReference(decision.cached) };
    case 'uncovered':
      return {
        status,
        ...(decision.proposed === undefined ? {} : { proposed: ruleJson(decision.proposed) }),
        ...(decision.cached === undefined ? {} : { cached: formatReference(decision.cached) }),
      };
    case 'cached':
      return {
        status,
        rule: decision.rule.name,
        upstream: formatReference(withDefaultTag(decision.upstream)),
      };
    case 'own':
      return { status };
    default:
      return { status, reason: decision.reason };
  }
}

function findingJson(finding: Finding): Record<string, unknown> {
  const { check, slug, severity, file, location, message, why, help, image, cached } = finding;
  const { rule, confidence, object, path, when, fingerprint } = finding;
  return {
    check,
    slug,
    severity,
    ...(file === undefined ? {} : { file }),
    ...(location === undefined
      ? {}
      : {
          line: location.line,
          column: location.column,
          endLine: location.endLine,
          endColumn: location.endColumn,
        }),
    message,
    why,
    help,
    ...(image === undefined ? {} : { image }),
    ...(cached === undefined ? {} : { cached }),
    ...(rule === undefined ? {} : { rule: ruleJson(rule) }),
    ...(confidence === undefined ? {} : { confidence }),
    ...(object === undefined ? {} : { object: objectJson(object) }),
    ...(path === undefined ? {} : { path }),
    ...(when === undefined ? {} : { when }),
    fingerprint,
  };
}

function ruleJson({ name, source, target, credentialSet }: CacheRule): Record<string, string> {
  return { name, source, target, ...(credentialSet === undefined ? {} : { credentialSet }) };
}
