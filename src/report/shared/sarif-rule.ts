import { type Check, checkPage, oneLine } from '../../audit/index.ts';
import { pascalCase, problemSeverity, sarifLevel } from './sarif-level.ts';

/** A check as a reportingDescriptor (SARIF 2.1.0, 3.49). */
export function ruleDescriptor(check: Check): Record<string, unknown> {
  const { id, slug, title, level, why, docs } = check;
  return {
    id,
    name: pascalCase(slug),
    shortDescription: { text: title },
    fullDescription: { text: `${title}. ${why}` },
    help: { text: [docs.what, docs.why, docs.fix].map(oneLine).join('\n\n'), markdown: checkPage(check) },
    defaultConfiguration: level === 'off' ? { enabled: false } : { level: sarifLevel(level) },
    properties: {
      tags: ['container-images'],
      precision: 'high',
      'problem.severity': problemSeverity(level),
    },
  };
}
